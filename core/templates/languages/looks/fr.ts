import type { Language } from '../language.js';

/** How people say each look. */
export const FRENCH_LOOKS: Language['templates'] = {
  brighter: {
    wishes:
      '(c est|est|il est|elle est) (tres|super|hyper) sombre, eclaircis, eclaircir, eclaircissez, eclaire, eclairer, eclairez, illumine, illuminer, bien eclaire, bien eclairee, plus de lumiere, plus de luminosite, lumineux, augmente luminosite, monte luminosite, eclaire plus, on voit rien, on ne voit rien, on y voit rien, plus eclaire, plus eclairee, plus lumineux',
    states: 'lumineu(x|se|ses), brillant, brillante, eclaire, eclairee',
    boundStates: 'clair(e|s|es|), clair, claire, clairs, claires',
    qualities: 'surexpose',
    amounts: 'lumiere, luminosite, eclairage, clarte, eclat, exposition',
  },
  darker: {
    wishes:
      'assombris, assombrir, assombrissez, obscurcis, obscurcir, fonce image, tamise lumiere, lumiere tamisee, fonce, foncer, moins de lumiere, moins lumineux, baisse luminosite, plus fonce, tamise, (c est|est|trouve) (tres|super|vraiment) (clair|claire|lumineux|lumineuse|crame|cramee), (c est|est) (crame|cramee|surexpose|surexposee)',
    states: 'obscur, obscure, fonce, foncee, sombre, sombres',
    boundStates: 'sombre, sombres',
    qualities: 'noir, noire, sous expose',
    amounts: 'ombre, ombres, obscurite',
  },
  nighttime: {
    wishes:
      '(de|la|en|pendant|dans|) nuit, (en|une|) scene (de nuit|nocturne), nocturne, minuit, a minuit, en pleine nuit, il fait nuit, qu il fasse nuit, fasse nuit, de jour a nuit, jour en nuit, la nuit, de nuit, comme si c etait nuit, ambiance nuit, ambiance nocturne, qu on soit nuit, version nuit, scene de nuit, comme nuit',
  },
  daytime: {
    wishes:
      '(de|pendant|le|) jour, en plein jour, (a|en|) lumiere du jour, en journee, journee, dans journee, diurne, scene (de jour|diurne), qu il fasse jour, fasse jour, nuit en jour, de nuit a jour, de jour, comme en plein jour, comme si c etait jour, ensoleille, lumiere du jour, version jour, midi',
  },
  sunset: {
    wishes:
      '(au|avec|pendant|) (coucher|couche) (de|du) soleil, (au|) soleil couchant, (au|) crepuscule, heure doree, a heure doree, golden hour, fin de journee, a tombee de nuit, tombee de nuit, au coucher du soleil, coucher de soleil, couche de soleil, au soleil couchant, soleil couchant, au crepuscule, crepuscule, lumiere de fin de journee, comme au coucher du soleil, comme un coucher de soleil, ambiance coucher de soleil',
  },
  dawn: {
    wishes:
      '(a|a l|) aube, (au|avec|pendant|) (lever|leve) (de|du) soleil, (a|) aurore, soleil levant, petit matin, au petit matin, tot matin, point du jour, a l aube, aube, lever de soleil, au lever du soleil, lever du soleil, lumiere du matin, comme a l aube, comme un lever de soleil, ambiance aube, au petit jour',
  },
  more_motion: {
    wishes:
      'accelere, accelerer, accelerez, plus vite, bouge plus, que ca bouge plus, fais bouger plus, anime davantage, plus de mouvement, plus dynamique',
    states: 'dynamique, dynamiques',
    qualities: 'rapide, rapides, vite, mouvemente, agite, saccade',
    amounts:
      'mouvement, mouvements, vitesse, dynamisme, action, rythme, mouvement de camera, mouvements de camera',
  },
  less_motion: {
    wishes:
      'ralenti mouvement, moins vite, plus lentement, calme mouvement, bouge moins, trop vite, ca va trop vite, ca bouge trop, moins de mouvement, plus calme, plus pose, stabilise, stabiliser, camera fixe, que ca bouge moins, plus stable',
    states: 'lent, lente, lents, tranquille, paisible',
    boundStates: 'calme, calmes',
    qualities: 'pose, immobile, statique, fixe',
  },
  warmer: {
    wishes:
      '(des|de|avec|) (couleurs|teintes) (plus|) chaudes, (des|de|) tons (plus|) chauds, (lumiere|couleur|teinte) (plus|) chaude, ton (plus|) chaud, rechauffe, rechauffer, rechauffe (couleurs|image), plus dore, couleurs chaudes, tons chauds, lumiere chaude, des couleurs plus chaudes, tons plus chauds, couleurs plus chaudes, rechauffe couleurs, teinte chaude, teintes chaudes, plus chaleureux',
    states: 'chaud, chaude, chauds, chaudes, chaleureu(x|se)',
    qualities: 'jaune, orange',
    amounts: 'chaleur',
  },
  cooler: {
    wishes:
      '(des|de|avec|) (couleurs|teintes) (plus|) froides, (des|de|) tons (plus|) froids, (lumiere|couleur|teinte) (plus|) froide, ton (plus|) froid, refroidis, refroidir, refroidis (couleurs|image), plus bleu, plus bleute, couleurs froides, tons froids, lumiere froide, couleurs plus froides, tons plus froids, refroidis couleurs, teinte froide, teintes froides, bleute',
    states: 'froid, froide, froids, froides',
    qualities: 'bleu, bleue, bleute, glacial',
  },
  high_contrast: {
    wishes:
      '(fort|haut) contraste, contraste (plus|) (fort|eleve), contraste eleve, contrastes plus forts, contraste, plus contraste, tres contraste, augmente contraste, fort contraste, contraste fort, du contraste, beaucoup de contraste',
    states: 'contraste, contrastee',
    amounts: 'contraste, contrastes',
  },
  desaturated: {
    wishes:
      'desature, desaturer, desaturez, desaturee, (des|) couleurs (plus|) (ternes|fades|pales|delavees|desaturees|attenuees), couleurs moins (vives|saturees), moins (sature|saturee|colore|coloree|vif), moins de (couleur|couleurs|saturation), (baisse|reduis|diminue) (couleurs|saturation), trop (sature|colore|de couleur|de couleurs|de saturation), attenue couleurs, couleurs ternes, couleurs delavees, delave, moins sature, moins de couleur, moins de couleurs, moins colore, couleurs moins vives, couleurs fades, pale, plus pale, terne, couleurs plus ternes, couleurs (sont|semblent|paraissent) (trop|super|tres) (criardes|vives|flashy|fortes|intenses|saturees|voyantes), couleurs trop (criardes|vives|flashy|fortes|intenses|saturees|voyantes), trop flashy, (c est|est) (tres|super|vraiment) (sature|saturee|flashy|criard)',
    qualities: 'pale, pales, terne, ternes, fade, fades',
  },
  dramatic: { states: 'dramatique, dramatiques', amounts: 'drame, intensite dramatique' },
  dreamy: {
    wishes:
      '(comme|comme dans) (un|) reve, feerique, onirique, reveur, comme dans un reve, comme un reve, magique, de reve',
    states: 'onirique, oniriques, reveur',
  },
  gritty: { states: 'brut, brute, rugueux', wishes: 'brut, crade, rugueux, plus brut, plus sale' },
  ethereal: { states: 'ethere, etheree', wishes: 'celeste, vaporeux, aerien, ethere' },
  high_energy: {
    states: 'energique, energiques, vivant, entrainant',
    amounts: 'energie, vie, peps',
    wishes:
      'energique, plein d energie, avec energie, plus punchy, punchy, qui bouge, dynamite, plus d energie, plus d energie',
  },
  vivid: {
    wishes:
      '(des|) couleurs (plus|) (vives|eclatantes|intenses|saturees|vibrantes), sature, saturer, plus sature, plus saturee, couleurs vives, couleurs eclatantes, couleurs plus vives, plus colore, plus de couleur, plus de couleurs, sature couleurs, vif, plus vif, couleurs vibrantes, couleurs saturees, couleurs plus eclatantes, plus vives couleurs, fais ressortir couleurs, couleurs (sont|) trop (pales|ternes|fades), (c est|) trop (pale|terne|fade)',
    states: 'colore, coloree, eclatant, eclatante',
    amounts: 'couleur, couleurs, saturation',
  },
  pastel: {
    wishes: '(en|) (couleurs|tons) pastel, en pastel, couleurs pastel, tons pastel, pastels',
    states: 'pastel',
  },
  teal_orange: {
    wishes:
      'turquoise orange, orange turquoise, teal orange, couleurs de cinema, etalonnage cinema, bleu orange, look cinema, ambiance cinema, cinematographique, comme au cinema, style cinema, effet cinema',
  },
  matte: { wishes: 'rendu mat, noirs delaves', states: 'mat, mate' },
  black_and_white: {
    wishes:
      'noir et blanc, en noir et blanc, blanc et noir, monochrome, en monochrome, niveaux de gris, en niveaux de gris, sans couleur, sans couleurs, en n b, nb, n b, en nb, enleve couleurs',
  },
  sepia: {
    wishes:
      'en sepia, ton sepia, tons sepia, teinte sepia, vieille photo, comme (une|) vieille photo, sepia, comme une vieille photo',
    states: 'sepia',
  },
  red_tint: {
    wishes:
      'teinte rouge, teinte en rouge, tout rouge, en rouge, tons rouges, lumiere rouge, filtre rouge, rougeatre, plus rouge, teinte de rouge, rouge',
    states: 'rouge, rougeatre',
  },
  orange_tint: {
    wishes:
      'teinte orange, teinte en orange, tout orange, lumiere orange, filtre orange, orange, orange, teinte orangee',
  },
  yellow_tint: {
    wishes: 'teinte jaune, teinte en jaune, tout jaune, lumiere jaune, filtre jaune, jaunatre, jaune',
  },
  green_tint: {
    wishes:
      'teinte verte, teinte en vert, tout vert, en vert, tons verts, lumiere verte, filtre vert, verdatre, plus vert, facon matrix, vert',
    states: 'vert, verte, verdatre',
  },
  blue_tint: {
    wishes: 'teinte bleue, teinte en bleu, tout bleu, lumiere bleue, filtre bleu, en bleu, teinte bleutee',
  },
  purple_tint: {
    wishes:
      'teinte (violette|violet|pourpre), teinte en violet, tout violet, en violet, tons violets, lumiere violette, teinte violette, filtre violet, plus violet, teinte mauve, violet, mauve',
    states: 'violet, violette, pourpre',
  },
  pink_tint: {
    wishes:
      'teinte rose, teinte en rose, tout rose, en rose, tons roses, lumiere rose, filtre rose, plus rose',
    states: 'rose',
  },
  blur: {
    wishes:
      'floute, flouter, floutez, hors foyer, rends flou, flou, du flou, effet flou, flou artistique de fond, brouille',
    states: 'flou, floue',
    amounts: 'flou',
  },
  soft_focus: { wishes: 'mise au point douce, flou artistique, flou doux, soft focus, flou leger doux' },
  sharpen: {
    wishes:
      'est flou, est floue, c est flou, est tout flou, c est tout flou, plus net, plus nette, plus de nettete, accentue details, nettete, accentue nettete, plus precis, affine, bien net, augmente nettete, plus de details',
    states: 'net, nette',
    amounts: 'nettete, pique',
  },
  cartoon: {
    wishes:
      'dessin anime, comme (un|) dessin anime, en dessin anime, bande dessinee, comme (une|) bande dessinee, style bd, bd, comme (une|) bd, style dessin anime, facon dessin anime, en bd, cartoon, comme un dessin anime, style cartoon, effet cartoon, comme dans un dessin anime, facon bd',
  },
  pixelate: {
    wishes:
      'pixelise, pixeliser, pixelisez, effet pixel, en pixels, pixel art, mosaique, effet mosaique, pixels, facon vieux jeu video',
    states: 'pixelisee',
    amounts: 'pixels',
  },
  glitch: {
    wishes:
      'glitch, avec glitch, glitchs, effet glitch, bug numerique, effet bug, glitche, des glitchs, bugs numeriques, distorsion numerique, un glitch',
    amounts: 'glitch, glitchs, parasites',
  },
  vintage_film: {
    wishes:
      'vieux film, comme (un|) vieux film, film ancien, comme (un|) film ancien, cinema ancien, super 8, retro, a l ancienne, vintage, style vieux film, comme un vieux film, facon vieux film, pellicule ancienne, vieille pellicule, look vintage, annees 70, ambiance retro, ambiance vintage, effet vieux film, effet pellicule',
    states: 'vintage',
  },
  vhs: {
    wishes:
      'vhs, vieille cassette vhs, vieille cassette, cassette vhs, cassette video, comme (une|) cassette vhs, comme (une|) vhs, facon vhs, style vhs, effet vhs, comme une vhs, look vhs, vieille vhs, comme une vieille vhs, k7 vhs, comme une cassette',
  },
  film_grain: {
    wishes:
      'grain de film, avec grain, grain, grain argentique, du grain, grain de pellicule, du grain de pellicule, effet grain, bruit de pellicule, un peu de grain, texture pellicule',
    states: 'granuleux, granuleuse',
    amounts: 'grain, grain de pellicule',
  },
  vignette: {
    wishes:
      'vignette, vignettage, avec vignette, avec vignettage, bords sombres, coins sombres, assombris (bords|coins), un vignettage, du vignettage, assombris bords, assombris coins, une vignette, effet vignette, bords plus sombres, coins plus sombres',
    amounts: 'vignettage, vignette',
  },
  mirror: {
    wishes:
      'miroir, en miroir, effet miroir, comme (un|) miroir, retourne horizontalement, inverse horizontalement, retourne l image horizontalement, symetrie',
  },
  flip: {
    wishes:
      'a l envers verticalement, tete en bas, sens dessus dessous, retourne verticalement, la tete en bas, inverse verticalement, cul par dessus tete, renverse',
  },
  rotate: {
    wishes:
      'pivote, pivoter, pivotez, tourne de 90 degres, pivote de 90 degres, rotation de 90 degres, rotation, tourne, fais pivoter, fais tourner, tourne l image',
  },
  crop_closer: {
    wishes:
      'recadre, recadrer, recadrez, cadre plus serre, plan plus serre, cadrage plus serre, recadre plus pres, plus pres, recadre plus serre, plus serre, rapproche cadre, coupe plus serre',
  },
  zoom_in: {
    wishes:
      'zoom avant, zoome, zoomer, zoomez, rapproche, rapproche camera, zoom, fais un zoom, un zoom, rapproche toi, zoome dedans, un zoom avant, avec un zoom, zoom lent',
  },
  zoom_out: {
    wishes: 'zoom arriere, dezoome, dezoomer, eloigne, eloigne camera, un zoom arriere, recule camera',
  },
  pan_left: {
    wishes:
      'panoramique a gauche, panoramique vers gauche, camera vers gauche, camera a gauche, travelling a gauche, travelling vers gauche, deplace camera vers gauche, bouge camera vers gauche, vers gauche, pano a gauche, mouvement de camera vers gauche',
  },
  pan_right: {
    wishes:
      'panoramique a droite, panoramique vers droite, camera vers droite, panoramique, camera a droite, travelling a droite, travelling vers droite, deplace camera vers droite, bouge camera vers droite, vers droite, pano a droite, mouvement de camera vers droite',
  },
  shake: {
    wishes:
      'camera a l epaule tremblante, camera epaule tremblante, camera tremblante, camera a l epaule, secoue camera, tremblement, tremblements, secousses, camera qui tremble, fais trembler, fais trembler camera, secoue, camera epaule, tremble, fais trembler image, que ca tremble, effet tremblement',
    states: 'tremblant, tremblante',
    amounts: 'tremblement, tremblements, secousses',
  },
  letterbox: {
    wishes:
      'bandes noires en haut et en bas, barres noires en haut et en bas, bandes noires, avec bandes noires, format cinema, cinemascope, format cinemascope, des bandes noires, bandes noires cinema, barres noires, bandes cinema, format large',
    amounts: 'bandes noires',
  },
  slow_motion: {
    wishes:
      '(defile|tourne|se joue|se lit|est lu|est lue|est jouee) (bien|beaucoup|) trop (vite|rapidement), ralentis, ralentir, ralentissez, ralenti, au ralenti, en ralenti, slow motion, a moitie de vitesse, moitie de vitesse, slow mo, slowmo, effet ralenti, un ralenti',
  },
  speed_up: {
    wishes:
      'accelere x2, en accelere, deux fois plus vite, double vitesse, a double vitesse, vitesse doublee, timelapse, en vitesse rapide, augmente vitesse',
  },
  reverse: {
    wishes:
      'a l envers, a rebours, inverse, inverser, en arriere, marche arriere, lecture inversee, en sens inverse, en marche arriere, rembobine, rembobiner, en reverse, a reculons, lecture a l envers, dans autre sens, passe a l envers',
  },
  freeze: {
    wishes:
      'fige, figer, figez, fige image, arret sur image, gele image, gele, fige l image, image figee, gele l image, freeze, pause, un arret sur image, image fixe, image gelee',
    states: 'figee',
  },
  fade_in: {
    wishes:
      'fondu d ouverture, fondu d entree, ouverture en fondu, fondu depuis noir, fondu au debut, apparition en fondu, un fondu au debut, fade in, fondu entrant, fondu en ouverture, apparait en fondu, depart du noir, fondu a ouverture, un fondu d entree',
  },
  fade_out: {
    wishes:
      'fondu de fermeture, fondu de sortie, fermeture en fondu, fondu au noir, un fondu au noir, fondu a fin, fade out, fondu sortant, fondu au noir a fin, disparition en fondu, fondu final, termine en fondu, finir en fondu, fondu noir, fondu vers noir, finis sur un fondu au noir, un fondu a fin',
  },
  rain: {
    wishes:
      'sous pluie, avec pluie, de pluie, pluie, qu il pleuve, il pleut, de la pluie, fais pleuvoir, pluvieux, gouttes de pluie, effet pluie, pleuvoir, sous la pluie',
    states: 'pluvieux, pluvieuse',
    amounts: 'pluie',
  },
  snow: {
    wishes:
      'sous neige, avec neige, de neige, neige, qu il neige, il neige, de la neige, fais neiger, flocons, flocons de neige, effet neige, enneige, neiger, sous la neige',
    states: 'enneige, enneigee',
    amounts: 'neige, flocons',
  },
  fog: {
    wishes:
      'dans brouillard, avec brouillard, brouillard, brume, avec brume, du brouillard, de la brume, brumeux, effet brouillard, dans brume, nappe de brouillard',
    states: 'brumeux, brumeuse',
    amounts: 'brouillard, brume',
  },
  beat_pulse: {
    wishes:
      'pulse au rythme, pulser au rythme, pulsation au rythme, zoom au rythme, bats au rythme, pulse sur beat, pulsation sur rythme, au rythme de musique, qui pulse avec musique, zoom sur beat, zoom en rythme, pulse en rythme, que ca pulse sur rythme, que ca pulse au rythme, qui pulse au rythme, pulsations en rythme, que ca pulse sur beat',
  },
  beat_flash: {
    wishes:
      'flash au rythme, flashs au rythme, flashe au rythme, stroboscope, effet stroboscope, flash sur beat, flashs sur rythme, flashs en rythme, flashe en rythme, clignote en rythme, flashs sur beat, lumieres au rythme, clignote sur rythme, clignote au rythme',
  },
  light_leaks: {
    wishes:
      'fuites de lumiere, avec fuites de lumiere, avec des fuites de lumiere, light leaks, fuite de lumiere, des fuites de lumiere, effet fuite de lumiere, lumieres parasites, eclats de lumiere',
    amounts: 'fuites de lumiere',
  },
};
