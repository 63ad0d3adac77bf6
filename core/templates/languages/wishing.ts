// cspell:ignore unspaced
import { plainLetters } from './spelling.js';

// cspell:disable
/** How wishes begin in Spanish, Portuguese, French, German, Italian and Dutch, whatever they wish. */
const BEGINS = [
  'pon\\w*|agreg\\w*|anad\\w*|met(?:e|er|ele|ela|elo|an)|quit\\w*|elimin\\w*|borr\\w*|cambi\\w*|reemplaz\\w*|sustitu\\w*|cre(?:a|ar|e|ame)|dibuj\\w*|inclu\\w*|haz\\w*|hace[rl]\\w*|haga\\w*|hagan|dej[ae]\\w*|convi[er]\\w*|transform\\w*|vist[ae]\\w*|muestra\\w*|ensen\\w*|sac[ao]\\w*|llen\\w*|coloc\\w*|quiero|quisiera|querria|queremos|me gustaria|necesito|prefiero|puedes|podrias|puede|podria|podemos|se puede|que (?:el|ella|la|los|las|se|haya|aparezca|salga|tenga|lleve|este|sea|parezca|baile|camine|corra|vuele|llueva|nieve|mara|leo)|con|sin|mas|menos',
  'adicion\\w*|acrescent\\w*|poe|por|ponha\\w*|bot[ae]\\w*|met[ae]|remov\\w*|tir[ae]\\w*|apag[au]\\w*|troc\\w*|troqu\\w*|substitu\\w*|cri[ae]\\w*|desenh\\w*|faz\\w*|faca\\w*|mud[ae]\\w*|deix\\w*|mostr[ae]\\w*|vest[ei]\\w*|quero|queria|gostaria|preciso|prefiro|pode|poderia|da pra|da para|tem como|consegue|que (?:ele|ela|o|a|tenha|haja|apareca|seja|fique)|com|sem|mais|menos',
  'ajout\\w*|rajout\\w*|met|mets|mettez|mettre|enlev\\w*|retir\\w*|supprim\\w*|vire\\w*|effac\\w*|remplac\\w*|chang\\w*|cree[rz]?|dessin\\w*|fais|fait|faites|faire|rend[sr]?\\w*|donn\\w*|habill\\w*|montr\\w*|plac\\w*|pos[e]\\w*|je veux|jveux|j veux|chveux|je voudrais|jvoudrais|j voudrais|jaimerais|j aimerais|j aurais aime|il faut|il faudrait|faut|faudrait|on pourrait|on peut|tu peux|tu pourrais|peux tu|pourrais tu|pourriez vous|pouvez vous|vous pouvez|est ce que tu p\\w+|qu il|qu elle|que (?:mara|leo|la|le|les|ca)|avec|sans|plus d|plus de|moins d|moins de|encore plus',
  'fug\\w*|fueg\\w*|setz\\w*|stell\\w*|leg\\w*|zeig\\w*|entfern\\w*|losch\\w*|loesch\\w*|ersetz\\w*|ersatz\\w*|nimm|gib|mal[e]?|zeichn\\w*|bau\\w*|pack\\w*|mach\\w*|lass\\w*|tausch\\w*|wechsl\\w*|wechsel\\w*|ander[en]|verwand\\w*|zieh\\w*|hang[e]?|tu|schmeiss\\w*|hau|bring\\w*|zauber\\w*|farb\\w*|ich (?:will|mochte|moechte|hatte gern|hatte gerne|hatte lieber|wurde gern|wurde gerne|brauche|wunsche)|wir (?:brauchen|wollen|hatten)|kannst du|kannste|konntest du|koenntest du|kann man|konnen wir|konnten sie|konnen sie|ohne|mit|mehr|weniger|statt',
  'aggiun\\w*|mett\\w*|togli\\w*|rimuov\\w*|cancell\\w*|sostitu\\w*|cre[ai]\\w*|disegn\\w*|inser\\w*|fai|falla|fallo|fammi|fare|facci\\w*|rend\\w*|trasform\\w*|lascia\\w*|most[r]\\w*|vest[i]\\w*|dai|dalle|dagli|voglio|vorrei|vogliamo|mi piacerebbe|mi serve|preferirei|puoi|potresti|si puo|si potrebbe|possiamo|che (?:lei|lui|ci|sia|abbia|si|mara|leo)|con|senza|piu|meno',
  'zet\\w*|maak\\w*|doe|doen|voeg\\w*|haal\\w*|verwijder\\w*|verander\\w*|vervang\\w*|plaats\\w*|teken\\w*|geef\\w*|laat|laten|gooi\\w*|stop er|trek|kleed|ik (?:wil|zou|heb liever)|wij willen|we willen|kan je|kun je|kan jij|kunt u|kan er|kunnen we|zou je|met|zonder|meer|minder|in plaats van',
].join('|');
const BEFORE =
  'por favor|porfa|oye|hola|bueno|ok|okay|y|e|et|und|pero|mas|luego|ahora|tambien|entonces|oi|cara|agora|depois|bonjour|salut|alors|puis|maintenant|aussi|stp|svp|s il te plait|bitte|hey|jetzt|dann|auch|noch|per favore|ciao|poi|ora|adesso|anche|me|te|le|lo|la|les|ya|no|si|ja|oui|sim';
const WISH = new RegExp(`^(?:(?:${BEFORE}) )*(?:${BEGINS})(?: |$)`);
/** What should be, wherever that is said. */
const SHOULD =
  /(?:^| )(?:deberia\w*|tiene que|tienen que|tendria que|debe|quiero que|ojala|deveria\w*|tem que|quero que|devrai\w*|doit|doivent|faudrait|soll|sollen|sollte|sollten|muss|mussen|dovrebbe\w*|deve|devono|vorrei che|voglio che|moet|moeten|zou moeten|zouden moeten|wil dat|willen dat|mag|mogen)(?: |$)/;
const ASKS =
  /^(?:que (?:es|hora|significa|piensas|opinas)|por que|porque|pourquoi|warum|wieso|weshalb|perche|was|wer|wo|wann|wie|quien|cuando|donde|cuanto|como (?:esta|te)|quem|quando|onde|quanto|qui|quand|combien|comment|chi|dove|waarom|hoe|wie|waar|wanneer|welke)(?: |$)/;
/** Letters without spaces: what Japanese and Korean wishes end in, and Chinese ones begin with. */
const UNSPACED = [
  /(?:て|で|って|ください|下さい|ほしい|欲しい|ほしいです|欲しいです|ほしいな|くれ|くれる|くれない|くれますか|くれませんか|もらえる|もらえますか|もらえない|もらえませんか|ように|ようにする|ようにしよう|たい|たいです|たいな|たいんだけど|お願い|お願いします|おねがい|しよう|に変更|を追加|追加)(?:ね|よ|な|の|です|けど|んだけど|んですが)*$/,
  /^(?:请|麻烦你?|帮我|帮忙|我想要?|我要|我希望|希望|能不能|能否|能|可不可以|可以|你能|你可以|再|想|然后|还有|另外|最好|给我)*(?:让|把|将|给|加|添|增加|放|换|变|改成|改|去掉|去除|删|移除|画|弄|搞|做成|来|想要|要|需要|使|穿|戴|出现|多|少|替换|插入|生成|背景)/,
  /^(?:在|从).{1,24}?(?:加|放|画|添|有|出现|变|换|飘|飞|走|跑)|应该|换成|变成|改成|换上|加上|加个|加一|最好|希望/,
  /(?:줘|줘요|주세요|주라|줄래|줄래요|주실래요|주시겠어요|줄수있어|줄수있어요|줄수있나요|주실수있나요|해라|하자|싶어|싶어요|싶다|싶은데|좋겠어|좋겠다|좋겠어요|좋겠는데|좋을것같아|부탁해|부탁해요|부탁드려요|하게|되게|있게|오게|입게|보이게|추가|삭제|제거|필요해|필요해요|원해|원해요|했으면|으로|로)$/,
];
/** What of all this is not of the picture. */
const NOT_SEEN =
  /(?:^| )(?:volumen|volume|audio|sonido|suono|lautstarke|lauter|leiser|chiste|witz|blague|barzelletta|piada|descarg\w*|telecharg\w*|baixar|scarica\w*|herunterlad\w*|dinero|geld zuruck|wetter|pizza|receta|gedicht|poema|poeme|poesia)(?: |$)|音量|ダウンロード|音を(?:大き|小さ)|声音|音量|下载|笑话|冗談|농담|소리|볼륨|음량|다운로드/;
// cspell:enable

/** Whether words of another language ask for something to be seen, whatever it is. */
export function isWishing(text: string): boolean {
  const plain = plainLetters(text);
  if (NOT_SEEN.test(plain)) return false;
  const letters = plain.replaceAll(' ', '');
  if (UNSPACED.some((wish) => wish.test(letters))) return true;
  return !ASKS.test(plain) && (WISH.test(plain) || SHOULD.test(plain));
}
