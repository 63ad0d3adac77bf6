// cspell:disable
/** Words of other languages that name clips, by what the grammar calls them; "*" stands before English for several. */
const LISTS = {
  the: 'het der die das den dem des el la los las le les l il lo gli i o os as a',
  this: 'deze dit dieser diesen dieses diesem diese este esta esto esse essa ce cette cet questo questa',
  all: 'alle allen todos todas tous toutes tutti tutte',
  every: 'jeder jede jedes jeden jedem elke elk iedere ieder cada chaque ogni',
  both: 'beide beiden ambos ambas entrambi entrambe',
  whole:
    'hele heel gehele volledige ganze ganzen ganzes gesamte gesamten gesamtes komplette kompletten komplettes todo toda tudo tout toute tutto tutta entero entera inteiro inteira entier entière intero intera',
  first:
    'eerste erste ersten erster erstes erstem primer primero primera primeros primeras premier première premiers premières premiere premieres primo prima primi prime primeiro primeira primeiros primeiras',
  second:
    'tweede zweite zweiten zweiter zweites zweitem segundo segunda segundos segundas deuxième deuxieme seconde secondo seconda second 2e 2ème 2º 2ª',
  third:
    'derde dritte dritten dritter drittes drittem tercer tercero tercera troisième troisieme terzo terza terceiro terceira',
  fourth: 'vierde vierte vierten vierter viertes cuarto cuarta quatrième quatrieme quarto quarta',
  fifth: 'vijfde fünfte fünften fünfter fünftes quinto quinta cinquième cinquieme',
  sixth: 'zesde sechste sechsten sechster sechstes sexto sexta sixième sesto sesta',
  seventh: 'zevende siebte siebten siebter siebtes séptimo séptima septième settimo settima sétimo sétima',
  eighth: 'achtste achte achten achter achtes octavo octava huitième ottavo ottava oitavo oitava',
  last: 'laatste final finale finales letzte letzten letzter letztes letztem último última últimos últimas ultimo ultima ultimos ultimas ultimi ultime dernier dernière derniers dernières derniere dernieres',
  penultimate:
    'voorlaatste vorletzte vorletzten vorletzter penúltimo penúltima penultimo penultima avant-dernier',
  next: 'volgende nächste nächsten nächster nächstes naechste próximo próxima proximo siguiente siguientes suivant suivante suivants prochain prochaine prossimo prossima successivo successiva seguente seguinte seguintes folgende folgenden',
  previous:
    'vorige vorherige vorherigen vorheriger vorige vorigen anterior anteriores précédent précédente precedente vorhergehende',
  other:
    'anderen andere otros otras demás demas autres altri altre outros outras demais restlichen übrigen uebrigen restantes',
  middle: 'mittlere mittleren',
  two: 'twee zwei zwo dos deux due dois duas',
  three: 'drie drei tres trois tre três',
  four: 'vier cuatro quatre quattro quatro',
  five: 'vijf fünf fuenf cinco cinq cinque',
  six: 'zes sechs seis sei',
  seven: 'zeven sieben siete sept sette sete',
  eight: 'acht ocho huit otto oito',
  nine: 'negen neun nueve neuf nove',
  ten: 'tien zehn diez dix dieci dez',
  eleven: 'elf onze undici',
  twelve: 'twaalf zwölf zwoelf doce douze dodici doze',
} as const;

const NOUN_LISTS = {
  clip: 'clip clipe klip',
  clips: 'clips clipes',
  scene: 'szene escena scène scena cena',
  scenes: 'szenen escenas scènes cenas',
  shot: 'einstellung aufnahme toma plano plan inquadratura',
  shots: 'einstellungen aufnahmen tomas planos plans inquadrature',
  chorus: 'refrein refrain estribillo coro ritornello refrão refrao',
  choruses: 'refreinen refrains estribillos coros ritornelli refrões refroes',
  verse: 'strophe estrofa couplet strofa estrofe verso vers',
  verses: 'coupletten strophen estrofas couplets strofe estrofes versos verse',
  bridge: 'brug brücke bruecke puente pont ponte bridge',
  intro: 'intro introducción introduccion introduction introduzione introdução introducao',
  outro: 'outro',
  half: 'helft hälfte mitad moitié metà metade',
  video:
    'video videos vídeo vidéo song songs liedje filmpje lied lieds liedes canción cancion chanson canzone canção musica música',
} as const;

function byWord<T extends string>(lists: Record<T, string>): ReadonlyMap<string, T> {
  const entries = Object.entries<string>(lists) as [T, string][];
  return new Map(
    entries.flatMap(([english, list]) => list.split(' ').map((word) => [word, english] as const)),
  );
}

export const BEFORE_NOUN: ReadonlyMap<string, string> = byWord(LISTS);
export const NOUNS: ReadonlyMap<string, string> = byWord(NOUN_LISTS);

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Of these alone nobody can tell the language. */
export const IN_ENGLISH_TOO = words(
  'plan plans final die des as a i o lo la le prime sei due der das den no in per do da me clip clips intro outro bridge video videos song songs refrain refrains verso vers verse once ultimate second musica el les los',
);
export const OF = words(
  'van de del du des d von vom der dem del della dello dell do da dos das di im in nel nella dans en em no na la aux',
);
/** Those that never mean "in". */
export const OF_ALONE = words('van de del du d von vom di della dello dell do da dos das');
export const INTO = words(
  'en im in dans nel nei nelle negli nella nello nell sui sulle sul sulla aux des no na nos nas em bij aan tijdens naar voor bei beim für fur pour para per por del dal von vom ab al au aux zu zum zur sur auf sobre su ins',
);
export const AND = words('und y e et ed sowie');
export const UNTIL = words('tot bis hasta al ao au a à até ate jusqu');
export const FROM = words('vanaf van von vom ab desde de del da dal do du depuis zwischen entre tra');
export const AT = words('bij op rond bei um ab a à al en alle às aos los las auf');
/** "Bei Sekunde 57"; the words of Latin tongues are mended to "second". */
export const AT_SECOND = words(
  'bei um in en no na a à al alla nel nella dans au hacia por verso vers ca gegen',
);
export const SECOND = words('sekunde segundo seconde secondo second');
export const NUMBER = words('numero número numéro nummer nr');
export const TOO = words('ook auch aussi también tambien anche pure também');
/** Whole videos, before what is excepted. */
export const EVERYTHING = words('todo todos todas tudo tout tous toutes alle alles tutto tutti tutte');
export const LIKE = words('zoals wie como comme come igual');
export const SAME = words(
  'zelfde hetzelfde dezelfde mismo misma gleiche selbe dasselbe dasgleiche même meme stesso stessa mesmo mesma pareil genauso ebenso idem',
);
export const THING = words('chose cosa coisa sache');
/** Where in something: "at the end of". */
export const PLACES = words(
  'fin final fine ende debut début principio inizio inicio início comienzo começo comeco anfang mitte medio meio mezzo milieu',
);
/** A number before these counts time. */
export const TIMES = words(
  'segundo segundos sekunde sekunden seconde secondes secondi secondo minuto minutos minuten minutes s sek seg',
);
/** Words that no English sentence has: beside them, what may be English is not. */
export const FOREIGN_EVIDENCE: ReadonlySet<string> = new Set(
  `von zelfde hetzelfde maak zet doe een het niet met bij naar beetje aub laat haal voeg van ook graag heel alle refrein
  sekunde à wie mach es bei como comme mismo misma gleiche dasselbe même stesso stessa mesmo mesma pareil genauso un una uno unos unas del al ein eine einen einem einer und nicht mit der das dem ist soll mache setz füge bitte
  für y el los que pon ponle poner agrega añade anade quiero haz hazlo mas más muy por favor quita cambia um uma
  dos nos nas ao em coloca coloque bota põe poe ponha deixa quero adiciona mais muito tira muda et le les du une
  mets mettre ajoute rajoute rends fais veux voudrais avec très stp svp enlève enleve il lo gli di della nel
  faz ficar fica nella sulla effetto efecto effet efeito nei metti aggiungi rendi fai vorrei voglio che più piu togli`.split(
    /\s+/,
  ),
);
export const WITH = words('met mit con avec com');
export const EXCEPT = words(
  'behalve zonder außer ausser excepto menos salvo sauf tranne eccetto exceto ohne sans sin',
);
/** Articles and joined prepositions that stand before the number of one clip. */
export const ONE_OF = words('el la le il o a der die den nella nel sulla sul alla al no na dem');
/** "Bei 6". */
export const ONLY_IN = words('bij nella nel sulla sul no na au bei im');
export const THAT_OF = words('van do da del della dal dalla du von vom');
export const STYLE = words(
  'look stil style stile estilo aspecto aspetto ambiente atmosfera ambiance stimmung farben colores cores colori couleurs luz luce licht lumière vibe rollo ton tono tom',
);
/** What a number before it counts, beside times. */
export const COUNTED = words(
  'grad grados gradi degrés graus prozent ciento cento cent uhr personen personas personnes persone pessoas leute leuten leute menschen männer frauen mujeres hombres chicas chicos hommes femmes uomini donne ragazze ragazzi autos coches carros voitures macchine mal veces fois volte vezes x k d de di',
);
/** "Deixa o 2 …", "mach die 4 …". */
export const MAKING = words(
  'deixa deixe faz faça faca põe poe bota coloca haz haga pon deja mach mache setz rends rend fais mets passe fai rendi metti lascia muda cambia ändere und y e et',
);
/** How a wish goes on behind the clip that it is for. */
export const SAID_OF = words(
  'más mas mucho muy un una um uma algo plus moins beaucoup bien mais menos muito bem più piu meno molto bitte etwas viel ein bisschen bissl mehr weniger noch zu in im en em con mit avec com ist es está sería debe soll sollte muss doit devrait deve dovrebbe è troppo trop demasiado al au a à de di per pour para por',
);
// cspell:enable
