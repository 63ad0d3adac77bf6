import type { Language } from './language.js';
import { FRENCH_TALK } from './talk/fr.js';

export const FRENCH: Language = {
  spaced: true,
  ignored: 'le, la, les, un, une, l',
  degrees:
    'peu, un peu, un tout petit peu, un petit peu, petit peu, legerement, beaucoup, bien, encore, tres, vraiment, nettement, carrement, bcp, juste, super',
  aBit: 'un peu, un tout petit peu, un petit peu, petit peu, legerement, peu',
  much: 'beaucoup, bien, tres, vraiment, nettement, carrement, bcp, super',
  frames:
    'rends, rend, rendre, rendez, rends moi, fais, fais moi, fait, faites, faire, fais en sorte que ce soit, fais que ce soit, mets, met, mettre, mettez, mets moi, passe, passe en, passer, passer en, change, change en, changer, transforme, transforme en, transformer en, donne, donne lui, donne moi, je veux, je veux que ce soit, je veux ca, je voudrais, je voudrais que ce soit, j aimerais, j aimerais que ce soit, il faudrait, il faut, il me faut, je prefere, tu peux, peux tu, pourrais tu, tu pourrais, vous pouvez, pouvez vous, pourriez vous, peut on, on peut, est ce que tu peux, est ce que vous pouvez, est il possible de, que ce soit, ce soit, en, a, au, avec, mode, en mode, version, style, effet, ambiance, avec ambiance, de',
  clip: 'ca, cela, scene, image, clip, video, plan, sequence, cette scene, cette image, ce clip, cette video, ce plan, tout, de scene, d image, du clip, de video, a scene, a image, au clip, a video, de cette scene, dans scene, dans video',
  courtesies:
    's il te plait, s il vous plait, s il te plais, stp, svp, merci, si possible, si tu peux, maintenant, aussi, ok, okay, alors, bon, oui, d accord, pour moi, hey, rien d autre, c est tout, plutot',
  joins: 'et, mais, puis, ensuite, et aussi',
  pairs: 'noir blanc, blanc noir',
  more: 'plus *, plus de #, plus d #, (augmente|augmenter|augmentez|monte|monter|renforce|accentue|pousse) #, (ajoute|ajouter|ajoutez|mets|met|donne) (plus|) (de|du|d) #, davantage de #, davantage d #',
  less: 'moins *, moins de #, moins d #, pas si *, pas aussi *, pas tant de #, (baisse|baisser|baissez|reduis|reduire|reduisez|diminue|diminuer|diminuez|attenue) #, que ce soit moins *',
  tooMuch:
    '(c est|il est|elle est|est|ca fait|c|reste|) trop *, (il y a|y a|c est|) trop de #, (il y a|y a|) trop d #, je trouve (ca|) trop *',
  tooLittle:
    '(c est|il est|elle est|ce n est|) pas assez *, (il n y a|il y a|y a|) pas assez de #, (il n y a|il y a|) pas assez d #, (c est|il est|est|) trop peu *, il manque de #, manque de #, il manque de l #, ca manque de #, ca manque d #, (pas|c est pas|ce n est pas) suffisamment *',
  otherWishes:
    'ajoute, ajoutez, ajouter, mets, mettez, enleve, enlevez, retire, supprime, supprimez, remplace, efface, cree, dessine, donne',
  words: FRENCH_TALK,
  talk: {
    undo: 'annuler, annule, annulez, annule ca, annule cela, annule le dernier changement, defaire, defais, defais ca, retour, reviens en arriere, retour en arriere, revenir en arriere, version precedente, reviens a version precedente, version d avant, remets comme avant, comme avant, annule la modification, annule la derniere modification, tu peux annuler, peux tu annuler, remets l ancienne version, remets comme c etait',
    redo: 'refaire, refais, refais le, retablir, retablis',
    'start over':
      'annule tout, tout annuler, annuler tout, (enleve|supprime) toutes les modifications, recommence, recommencer, recommence a zero, repartir de zero, repars de zero, original, version originale, reviens a original, retour a original',
    cancel: 'stop, arrete, arretez, arreter, attends, attendez, laisse tomber tout',
    no: 'pas comme ca, non pas ca, surtout pas, non, non merci, nan, laisse tomber, oublie, oublie ca, tant pis, surtout pas, pas du tout, jamais, rien',
    yes: 'oui, ouais, d accord, ok, okay, vas y, bien sur, oui merci, oui s il te plait, confirmer, confirme, accepter, j accepte, allez, c est bon, parfait vas y, oui stp, carrement, fais le',
    'I do not like it':
      '(je n aime|j aime|je aime) pas (ca|cela|du tout|), (ca|cela|) (ne|) (me|) plait pas, c est (moche|nul|mauvais|horrible|laid|affreux|bizarre|ennuyeux|pas bien|pas bon|pas terrible), ce n est pas (bien|bon|ca|ce que je voulais), moche, nul, horrible, bof',
    help: 'aide, aide moi, aidez moi, a l aide, que peux tu faire, qu est ce que tu peux faire, que sais tu faire, tu peux faire quoi, comment ca marche, qui es tu, que puis je (faire|dire|demander|changer) (ici|), qu est ce que je peux (faire|dire|demander|changer) (ici|), que peut on faire, comment faire, comment (l utiliser|utiliser ca), tu sais faire quoi, je peux faire quoi',
    thanks:
      'c est (super|genial|parfait|tres bien|bien|mieux|beau|magnifique), (beaucoup|bien|) mieux, merci, merci beaucoup, merci bien, mille mercis, parfait, super, genial, excellent, tres bien, bien, c est parfait, c est super, j aime, j adore, j aime bien, bravo, bon travail, magnifique, top, c est beau, beau travail',
    hi: 'bonjour, bonsoir, salut, coucou, bonne nuit, bonne journee, ca va, comment ca va, au revoir, a bientot, allo',
    'what did it cost':
      '(combien|qu est ce que) (ca|cela|c|) (a|) (coute|ca coute|cela a coute|coute t il), combien ca (coute|a coute|m a coute|va couter|couterait|vaut), combien cela (coute|a coute), combien (a coute|coute|coutait) (ca|cela|derniere modification|dernier changement|modification|changement), c est combien, ca coute combien, quel (est|etait) (prix|cout), (c est|c etait|est ce) gratuit, est ce que c est gratuit, c est payant, prix',
    'what have I spent':
      'combien (ai je|j ai|est ce que j ai) (depense|paye) (jusqu ici|jusqu a present|au total|en tout|pour cette video|), combien (a coute|coute) (video|cette video|tout) (jusqu ici|au total|en tout|), combien (d argent|) (il reste|reste t il|il me reste) (d argent|), cout total, depenses',
    'what changed':
      'qu est ce qui (a change|est different|est nouveau) (ici|dans video|maintenant|), qu (ai je|as tu|avons nous) (change|modifie|fait), qu est ce que (j ai|tu as|on a) (change|modifie|fait), quoi de neuf, quels changements, montre moi (changements|historique|modifications), historique, (j ai|tu as) change quoi',
  },
  templates: {
    brighter: {
      wishes:
        'eclaircis, eclaircir, eclaircissez, eclaire, eclairer, eclairez, illumine, illuminer, bien eclaire, bien eclairee',
      states: 'lumineu(x|se|ses), brillant, brillante, eclaire, eclairee',
      boundStates: 'clair(e|s|es|)',
      qualities: 'surexpose',
      amounts: 'lumiere, luminosite, eclairage, clarte, eclat, exposition',
    },
    darker: {
      wishes:
        'assombris, assombrir, assombrissez, obscurcis, obscurcir, fonce image, tamise lumiere, lumiere tamisee',
      states: 'obscur, obscure, fonce, foncee',
      boundStates: 'sombre, sombres',
      qualities: 'noir, noire, sous expose',
      amounts: 'ombre, ombres, obscurite',
    },
    nighttime: {
      wishes:
        '(de|la|en|pendant|dans|) nuit, (en|une|) scene (de nuit|nocturne), nocturne, minuit, a minuit, en pleine nuit, il fait nuit, qu il fasse nuit, fasse nuit, de jour a nuit, jour en nuit',
    },
    daytime: {
      wishes:
        '(de|pendant|le|) jour, en plein jour, (a|en|) lumiere du jour, en journee, journee, dans journee, diurne, scene (de jour|diurne), qu il fasse jour, fasse jour, nuit en jour, de nuit a jour',
    },
    sunset: {
      wishes:
        '(au|avec|pendant|) (coucher|couche) (de|du) soleil, (au|) soleil couchant, (au|) crepuscule, heure doree, a heure doree, golden hour, fin de journee, a tombee de nuit, tombee de nuit',
    },
    dawn: {
      wishes:
        '(a|a l|) aube, (au|avec|pendant|) (lever|leve) (de|du) soleil, (a|) aurore, soleil levant, petit matin, au petit matin, tot matin, point du jour',
    },
    more_motion: {
      wishes:
        'accelere, accelerer, accelerez, plus vite, bouge plus, que ca bouge plus, fais bouger plus, anime davantage',
      states: 'dynamique, dynamiques',
      qualities: 'rapide, rapides, vite, mouvemente, agite, saccade',
      amounts:
        'mouvement, mouvements, vitesse, dynamisme, action, rythme, mouvement de camera, mouvements de camera',
    },
    less_motion: {
      wishes:
        'ralentis, ralentir, ralentissez, ralenti mouvement, moins vite, plus lentement, calme mouvement, bouge moins, trop vite, ca va trop vite, ca bouge trop',
      states: 'lent, lente, lents, tranquille, paisible',
      boundStates: 'calme, calmes',
      qualities: 'pose, immobile, statique, fixe',
    },
    warmer: {
      wishes:
        '(des|de|avec|) (couleurs|teintes) (plus|) chaudes, (des|de|) tons (plus|) chauds, (lumiere|couleur|teinte) (plus|) chaude, ton (plus|) chaud, rechauffe, rechauffer, rechauffe (couleurs|image), plus dore',
      states: 'chaud, chaude, chauds, chaudes, chaleureu(x|se)',
      qualities: 'jaune, orange',
      amounts: 'chaleur',
    },
    cooler: {
      wishes:
        '(des|de|avec|) (couleurs|teintes) (plus|) froides, (des|de|) tons (plus|) froids, (lumiere|couleur|teinte) (plus|) froide, ton (plus|) froid, refroidis, refroidir, refroidis (couleurs|image), plus bleu, plus bleute',
      states: 'froid, froide, froids, froides',
      qualities: 'bleu, bleue, bleute, glacial',
    },
    high_contrast: {
      wishes: '(fort|haut) contraste, contraste (plus|) (fort|eleve), contraste eleve, contrastes plus forts',
      states: 'contraste, contrastee',
      amounts: 'contraste, contrastes',
    },
    desaturated: {
      wishes:
        'desature, desaturer, desaturez, desaturee, (des|) couleurs (plus|) (ternes|fades|pales|delavees|desaturees|attenuees), couleurs moins (vives|saturees), moins (sature|saturee|colore|coloree|vif), moins de (couleur|couleurs|saturation), (baisse|reduis|diminue) (couleurs|saturation), trop (sature|colore|de couleur|de couleurs|de saturation), attenue couleurs',
    },
    dramatic: { states: 'dramatique, dramatiques', amounts: 'drame, intensite dramatique' },
    dreamy: { wishes: '(comme|comme dans) (un|) reve, feerique', states: 'onirique, oniriques, reveur' },
    gritty: { states: 'brut, brute, rugueux' },
    ethereal: { states: 'ethere, etheree' },
    high_energy: { states: 'energique, energiques, vivant, entrainant', amounts: 'energie, vie, peps' },
    vivid: {
      wishes:
        '(des|) couleurs (plus|) (vives|eclatantes|intenses|saturees|vibrantes), sature, saturer, plus sature, plus saturee',
      states: 'colore, coloree, eclatant, eclatante',
      amounts: 'couleur, couleurs, saturation',
    },
    pastel: { wishes: '(en|) (couleurs|tons) pastel, en pastel', states: 'pastel' },
    teal_orange: {
      wishes: 'turquoise orange, orange turquoise, teal orange, couleurs de cinema, etalonnage cinema',
    },
    matte: { wishes: 'rendu mat, noirs delaves', states: 'mat, mate' },
    black_and_white: {
      wishes:
        'noir et blanc, en noir et blanc, blanc et noir, monochrome, en monochrome, niveaux de gris, en niveaux de gris, sans couleur, sans couleurs',
    },
    sepia: {
      wishes: 'en sepia, ton sepia, tons sepia, teinte sepia, vieille photo, comme (une|) vieille photo',
      states: 'sepia',
    },
    red_tint: {
      wishes: 'teinte rouge, teinte en rouge, tout rouge, en rouge, tons rouges, lumiere rouge',
      states: 'rouge, rougeatre',
    },
    orange_tint: { wishes: 'teinte orange, teinte en orange, tout orange, lumiere orange' },
    yellow_tint: { wishes: 'teinte jaune, teinte en jaune, tout jaune, lumiere jaune' },
    green_tint: {
      wishes: 'teinte verte, teinte en vert, tout vert, en vert, tons verts, lumiere verte',
      states: 'vert, verte, verdatre',
    },
    blue_tint: { wishes: 'teinte bleue, teinte en bleu, tout bleu, lumiere bleue' },
    purple_tint: {
      wishes:
        'teinte (violette|violet|pourpre), teinte en violet, tout violet, en violet, tons violets, lumiere violette',
      states: 'violet, violette, pourpre',
    },
    pink_tint: {
      wishes: 'teinte rose, teinte en rose, tout rose, en rose, tons roses, lumiere rose',
      states: 'rose',
    },
    blur: {
      wishes: 'floute, flouter, floutez, hors foyer, rends flou',
      states: 'flou, floue',
      amounts: 'flou',
    },
    soft_focus: { wishes: 'mise au point douce, flou artistique, flou doux, soft focus' },
    sharpen: {
      wishes: 'plus net, plus nette, plus de nettete, accentue details',
      states: 'net, nette',
      amounts: 'nettete, pique',
    },
    cartoon: {
      wishes:
        'dessin anime, comme (un|) dessin anime, en dessin anime, bande dessinee, comme (une|) bande dessinee, style bd, bd, comme (une|) bd',
    },
    pixelate: {
      wishes: 'pixelise, pixeliser, pixelisez, effet pixel, en pixels, pixel art',
      states: 'pixelisee',
      amounts: 'pixels',
    },
    glitch: {
      wishes: 'glitch, avec glitch, glitchs, effet glitch, bug numerique, parasites',
      amounts: 'glitch, glitchs, parasites',
    },
    vintage_film: {
      wishes:
        'vieux film, comme (un|) vieux film, film ancien, comme (un|) film ancien, cinema ancien, super 8, retro',
      states: 'vintage',
    },
    vhs: { wishes: 'vhs, cassette vhs, cassette video, comme (une|) cassette vhs, comme (une|) vhs' },
    film_grain: {
      wishes: 'grain de film, avec grain, grain, grain argentique',
      states: 'granuleux, granuleuse',
      amounts: 'grain',
    },
    vignette: {
      wishes:
        'vignette, vignettage, avec vignette, avec vignettage, bords sombres, coins sombres, assombris (bords|coins)',
      amounts: 'vignettage',
    },
    mirror: {
      wishes:
        'miroir, en miroir, effet miroir, comme (un|) miroir, retourne horizontalement, inverse horizontalement',
    },
    flip: { wishes: 'a l envers verticalement, tete en bas, sens dessus dessous, retourne verticalement' },
    rotate: {
      wishes:
        'pivote, pivoter, pivotez, tourne de 90 degres, pivote de 90 degres, rotation de 90 degres, rotation',
    },
    crop_closer: {
      wishes:
        'recadre, recadrer, recadrez, cadre plus serre, plan plus serre, cadrage plus serre, recadre plus pres, plus pres',
    },
    zoom_in: { wishes: 'zoom avant, zoome, zoomer, zoomez, rapproche, rapproche camera, zoom' },
    zoom_out: { wishes: 'zoom arriere, dezoome, dezoomer, eloigne, eloigne camera' },
    pan_left: { wishes: 'panoramique a gauche, panoramique vers gauche, camera vers gauche' },
    pan_right: { wishes: 'panoramique a droite, panoramique vers droite, camera vers droite, panoramique' },
    shake: {
      wishes: 'camera tremblante, camera a l epaule, secoue camera, tremblement, tremblements, secousses',
      states: 'tremblant, tremblante',
      amounts: 'tremblement, tremblements, secousses',
    },
    letterbox: {
      wishes: 'bandes noires, avec bandes noires, format cinema, cinemascope, format cinemascope',
      amounts: 'bandes noires',
    },
    slow_motion: {
      wishes: 'ralenti, au ralenti, en ralenti, slow motion, a moitie de vitesse, moitie de vitesse',
    },
    speed_up: { wishes: 'accelere x2, en accelere, deux fois plus vite, double vitesse, a double vitesse' },
    reverse: {
      wishes:
        'a l envers, a rebours, inverse, inverser, en arriere, marche arriere, lecture inversee, en sens inverse',
    },
    freeze: { wishes: 'fige, figer, figez, fige image, arret sur image, gele image', states: 'figee' },
    fade_in: { wishes: 'fondu d ouverture, fondu d entree, ouverture en fondu, fondu depuis noir' },
    fade_out: { wishes: 'fondu de fermeture, fondu de sortie, fermeture en fondu, fondu au noir' },
    rain: {
      wishes: 'sous pluie, avec pluie, de pluie, pluie, qu il pleuve, il pleut',
      states: 'pluvieux, pluvieuse',
      amounts: 'pluie',
    },
    snow: {
      wishes: 'sous neige, avec neige, de neige, neige, qu il neige, il neige',
      states: 'enneige, enneigee',
      amounts: 'neige',
    },
    fog: {
      wishes: 'dans brouillard, avec brouillard, brouillard, brume, avec brume, du brouillard',
      states: 'brumeux, brumeuse',
      amounts: 'brouillard, brume',
    },
    beat_pulse: {
      wishes: 'pulse au rythme, pulser au rythme, pulsation au rythme, zoom au rythme, bats au rythme',
    },
    beat_flash: {
      wishes: 'flash au rythme, flashs au rythme, flashe au rythme, stroboscope, effet stroboscope',
    },
    light_leaks: {
      wishes: 'fuites de lumiere, avec fuites de lumiere, avec des fuites de lumiere, light leaks',
      amounts: 'fuites de lumiere',
    },
  },
};
