import type { Language } from './language.js';
import { SPANISH_TALK } from './talk/es.js';

export const SPANISH: Language = {
  spaced: true,
  ignored: 'el, la, los, las, un, una, unos, unas, lo, le',
  degrees:
    'un poco, un poquito, poquito, mucho, mucha, algo, aun, todavia, ligeramente, bastante, muy, realmente, tantito, super',
  aBit: 'un poco, un poquito, poquito, algo, ligeramente, tantito',
  much: 'mucho, mucha, muy, super, realmente',
  frames:
    'haz, hazlo, hazla, hacer, hacerlo, hacerla, hagas, haga, hagamos, hagamoslo, haz que sea, haz que se vea, haz que parezca, hazlo que sea, ponlo, ponla, pon, poner, ponerlo, ponle, pongamos, dale, darle, dejalo, dejarlo, cambialo, cambiala, cambia, cambiar, cambiarlo, conviertelo, convierte, convertirlo, vuelvelo, transformalo, quiero, quiero que, quisiera, quisiera que, me gustaria, me gustaria que, necesito, prefiero, lo quiero, que sea, que vaya, que este, que se vea, que parezca, que fuera, que haya, que tenga, sea, parezca, puedes, podrias, puede, podria, podemos, se puede, me puedes, a, en, con, como, version, modo, efecto, estilo, aspecto, ambiente, con aspecto, con ambiente',
  clip: 'escena, imagen, clip, video, toma, plano, secuencia, esta escena, esta imagen, este clip, este video, esta toma, este plano, todo, esto, de escena, de imagen, del clip, del video, a escena, a imagen, al clip, al video, en escena, en imagen, en clip, en video',
  courtesies:
    'por favor, porfavor, porfa, porfis, plis, gracias, si es posible, si puedes, ahora, tambien, bueno, ok, okay, vale, oye, para mi, si, entonces, mejor, solo eso, nada mas, amigo',
  joins: 'y, e, pero, luego, ademas',
  pairs: 'blanco negro, negro blanco',
  more: 'mas *, que sea mas *, con mas #, (aumenta|aumentar|sube|subir|subele|incrementa|mejora) (a|) #, (anade|agrega|anadir|agregar|mete) (mas|) #, mas cantidad de #',
  less: 'menos *, no tan *, no tanto #, no tanta #, con menos #, (baja|bajar|bajale|reduce|reducir|disminuye|disminuir) (a|) #, quita #, que no sea tan *, no sea tan *',
  tooMuch:
    '(es|esta|se ve|queda|hay|tiene|sigue|) (demasiado|demasiada|demasiados) *, (hay|tiene|) exceso de #, me parece demasiado *, * de mas, (se ve|esta) muy * para mi',
  tooLittle:
    '(hay|tiene|) (muy|) (poco|poca) #, falta #, le falta #, falta mas #, no hay suficiente #, no es (suficientemente|suficiente|bastante) *, (no esta|no) (suficientemente|suficiente|bastante) *, no * suficiente, no lo (suficientemente|bastante) *, (no es|no esta) lo (suficientemente|bastante) *, (esta|es) muy poco *',
  otherWishes:
    'anade, agrega, anadir, agregar, pon, ponle, poner, quita, quitale, elimina, borra, mete, haz que, cambia, reemplaza, crea, dibuja, incluye',
  words: SPANISH_TALK,
  talk: {
    undo: '(deshacer|deshaz|deshazlo|revertir|revierte|revertirlo|volver atras|vuelve atras|regresa|atras), deshaz (eso|esto|cambio|ultimo cambio), deshacer (eso|esto|cambio|ultimo cambio), version anterior, vuelve a version anterior, como estaba antes, dejalo como estaba, deshaz el cambio, deshacer el cambio, puedes deshacerlo, vuelve a la version anterior, quiero la version anterior, vuelve a como estaba',
    redo: 'rehacer, rehaz, rehazlo',
    'start over':
      'deshaz todo, deshacer todo, (borra|quita|elimina) todos los cambios, empezar de nuevo, empieza de nuevo, empezar de cero, desde cero, original, version original, vuelve a original, vuelve al original, volver al original',
    cancel: 'cancelar, cancela, cancelalo, para, detente, alto, espera, detener',
    no: 'asi no, no asi no, mejor no, no lo hagas, no, que no, no gracias, nada, olvidalo, dejalo, mejor no, para nada',
    yes: 'si, claro, claro que si, vale, de acuerdo, ok, okay, adelante, hazlo, perfecto hazlo, confirmar, confirmo, aceptar, acepto, por supuesto, dale, venga, si por favor',
    'I do not like it':
      'no me gusta (nada|asi|el resultado|), (se ve|esta|es|queda) (muy|tan|) (mal|feo|fea|horrible|fatal|raro|rara|aburrido|aburrida), que (feo|horrible|asco), horrible, feo, fatal, no esta bien, no es lo que queria',
    help: 'ayuda, ayudame, que puedes hacer, que sabes hacer, como funciona, como funciona esto, quien eres, que puedo (hacer|decir|pedir|cambiar|pedirte) (aqui|), que se puede hacer (aqui|), como (lo|) (uso|se usa|se usa esto), que haces, que (opciones|comandos) hay',
    thanks:
      'se ve (genial|bien|muy bien|increible|mejor|perfecto), (mucho|) mejor, esta (genial|bien|perfecto|muy bien|mejor), (muchas|mil|) gracias, muchisimas gracias, perfecto, genial, excelente, muy bien, bien, me gusta, me encanta, que bien, buen trabajo, estupendo, fantastico, increible',
    hi: 'hola, buenas, buenos dias, buenas tardes, buenas noches, que tal, como estas, adios, hasta luego, chao, saludos',
    'what did it cost':
      '(cuanto|que) (costo|cuesta|ha costado|costaba) (eso|esto|todo esto|ultimo cambio|cambio|me|), cuanto me (costo|cuesta|ha costado|va a costar) (eso|esto|), cuanto vale (eso|esto|), cual (fue|es) (precio|coste|costo), (es|fue|era) (gratis|gratuito), esto es gratis, es esto gratis, tiene costo, cuesta algo, precio',
    'what have I spent':
      'cuanto (he gastado|gaste|llevo gastado|he pagado|pague|hemos gastado) (hasta ahora|en total|en este video|ya|en video|), cuanto (ha costado|costo|cuesta) (video|este video|todo|todo video) (hasta ahora|en total|), cuanto dinero (queda|me queda), gasto total, costo total, coste total',
    'what changed':
      'que (ha cambiado|cambio|cambie|he cambiado|has cambiado|cambiaste|hemos cambiado|hiciste|has hecho|he hecho) (hasta ahora|aqui|en video|en este video|ahora|), que (hay de nuevo|es diferente|es distinto), que cambios (hay|hice|hiciste|he hecho|has hecho), muestrame (cambios|historial), historial, cambios',
  },
  templates: {
    brighter: {
      wishes:
        'ilumina mas, con mas luz, aclara, aclarar, aclaralo, aclararlo, ilumina, iluminar, iluminalo, iluminala, iluminarlo, abrillanta, bien iluminado, bien iluminada, claridad',
      states: 'brillante, brillantes, luminos(o|a|os|as), iluminad(o|a)',
      boundStates: 'clar(o|a|os|as)',
      qualities: 'sobreexpuesto',
      amounts: 'luz, brillo, luminosidad, iluminacion, claridad, exposicion',
    },
    darker: {
      wishes: 'oscurece, oscurecer, oscurecelo, oscurecela, oscurecerlo, atenua luz, atenua luces',
      states: 'oscur(o|a|os|as), tenue',
      qualities: 'negr(o|a), subexpuesto, apagado de luz',
      amounts: 'oscuridad, sombras, sombra',
    },
    nighttime: {
      wishes:
        '(de|por|en|durante|) noche, nocturn(o|a), (escena|toma|imagen|video|plano) (nocturna|nocturno|de noche), medianoche, a medianoche, de noche en vez de dia, dia a noche, dia en noche, de dia a noche',
    },
    daytime: {
      wishes:
        '(de|en|durante|) dia, (con|a) luz (del|de) dia, a plena luz (del|de) dia, a pleno dia, en pleno dia, diurn(o|a), escena (diurna|de dia), noche en dia, de noche a dia',
    },
    sunset: {
      wishes:
        '(al|durante|de|con|con luz de) atardecer, atardecer, (puesta|puestas) de sol, (en|con|durante|a) puesta de sol, ocaso, al ocaso, hora dorada, en hora dorada, anochecer, al anochecer, crepusculo',
    },
    dawn: {
      wishes:
        '(al|durante|de|con) amanecer, amanecer, salida (del|de) sol, a salida del sol, alba, al alba, aurora, de madrugada, madrugada, temprano por manana, por manana temprano',
    },
    more_motion: {
      wishes: 'acelera, acelerar, aceleralo, que se mueva mas, mueve mas camara, muevelo mas, mas rapidez',
      states: 'dinamic(o|a)',
      qualities: 'rapid(o|a|os|as), movid(o|a), agil',
      amounts: 'movimiento, movimientos, velocidad, dinamismo, accion, ritmo, movimiento de camara',
    },
    less_motion: {
      wishes:
        'ralentiza, ralentizar, ralentizalo, desacelera, mas despacio, calmalo, que se mueva menos, calma movimiento',
      states: 'lent(o|a|os|as), tranquil(o|a), calmad(o|a), pausad(o|a), seren(o|a)',
      qualities: 'quiet(o|a), estatic(o|a), inmovil',
      amounts: 'calma, tranquilidad, lentitud',
    },
    warmer: {
      wishes:
        '(colores|tonos) (mas|) (calidos|calientes), (color|tono|luz|iluminacion) (mas|) (calido|calida), calienta colores, tonos mas naranjas',
      states: 'calid(o|a|os|as)',
      qualities: 'caliente, naranja, amarill(o|a)',
      amounts: 'calidez, calor',
    },
    cooler: {
      wishes:
        '(colores|tonos) (mas|) (frios|azules), (color|tono|luz|iluminacion) (mas|) (frio|fria), enfria colores, mas azulado',
      states: 'fri(o|a|os|as)',
      qualities: 'azul, azulad(o|a)',
      amounts: 'frialdad',
    },
    high_contrast: {
      wishes: '(alto|mayor|fuerte) contraste, contraste (alto|mas alto|mayor|mas fuerte), contraste',
      states: 'contrastad(o|a)',
      amounts: 'contraste',
    },
    desaturated: {
      wishes:
        '(quita|quitale) (color|saturacion), desatura, desaturar, desatural(o|a), desaturad(o|a), (mas|) colores (apagados|desaturados|tenues|palidos), colores (mas|menos) (apagados|desaturados|palidos), menos (color|colores|saturacion|saturado|saturada|colorido|colorida|vivo|colores vivos), colores menos (vivos|saturados), (baja|reduce|disminuye) (color|colores|saturacion), demasiad(o|a|os) (color|colores|saturacion|saturado|colorido)',
    },
    dramatic: { states: 'dramatic(o|a)', amounts: 'drama, dramatismo' },
    dreamy: {
      wishes: '(como|de) (un|) sueno, como en un sueno, de ensueno',
      states: 'oniric(o|a), sonador, sonadora',
    },
    gritty: { states: 'crud(o|a), asper(o|a)' },
    ethereal: { states: 'etere(o|a)' },
    high_energy: { states: 'energic(o|a), energetic(o|a), animad(o|a)', amounts: 'energia, vida, vitalidad' },
    vivid: {
      wishes:
        '(colores|color) (mas|) (vivos|vividos|vibrantes|intensos|saturados|fuertes), satura, saturar, saturalo',
      states: 'vivid(o|a), vibrante, vibrantes, colorid(o|a), saturad(o|a)',
      amounts: 'color, colores, saturacion, colorido',
    },
    pastel: { wishes: '(en|) (colores|tonos) pastel, en pastel', states: 'pastel' },
    teal_orange: {
      wishes: 'turquesa naranja, naranja turquesa, teal orange, colores de cine, color de cine',
    },
    matte: { wishes: 'acabado mate, negros (lavados|desvanecidos), look mate', states: 'mate' },
    black_and_white: {
      wishes:
        'blanco y negro, en blanco y negro, negro y blanco, monocromo, monocromatic(o|a), escala de grises, en escala de grises, sin color, sin colores, cine negro',
    },
    sepia: {
      wishes: 'en sepia, tono sepia, tonos sepia, color sepia, foto antigua, como foto antigua',
      states: 'sepia',
    },
    red_tint: {
      wishes: 'tinte rojo, (tenido|tenida) de rojo, en rojo, todo rojo, tonos rojos, luz roja',
      states: 'roj(o|a), rojiz(o|a)',
    },
    orange_tint: { wishes: 'tinte naranja, (tenido|tenida) de naranja, todo naranja, luz naranja' },
    yellow_tint: { wishes: 'tinte amarillo, (tenido|tenida) de amarillo, todo amarillo, luz amarilla' },
    green_tint: {
      wishes: 'tinte verde, (tenido|tenida) de verde, en verde, todo verde, tonos verdes, luz verde',
      states: 'verde, verdos(o|a)',
    },
    blue_tint: { wishes: 'tinte azul, (tenido|tenida) de azul, todo azul, luz azul' },
    purple_tint: {
      wishes:
        'tinte (morado|violeta|purpura), (tenido|tenida) de (morado|violeta), todo (morado|violeta), luz (morada|violeta), tonos (morados|violetas)',
      states: 'morad(o|a), violeta, purpura',
    },
    pink_tint: {
      wishes: 'tinte rosa, (tenido|tenida) de rosa, todo rosa, luz rosa, tonos rosas',
      states: 'rosad(o|a)',
    },
    blur: {
      wishes:
        'desenfoca, desenfocar, desenfocalo, difumina, difuminar, difuminalo, fuera de foco, desenfoque',
      states: 'borros(o|a), desenfocad(o|a), difuminad(o|a)',
      amounts: 'desenfoque',
    },
    soft_focus: { wishes: 'enfoque suave, foco suave, efecto flou' },
    sharpen: {
      wishes: 'mas nitidez, enfoca mas, afila, agudiza, con mas detalle',
      states: 'nitid(o|a), definid(o|a)',
      amounts: 'nitidez, definicion',
    },
    cartoon: {
      wishes:
        'dibujo animado, dibujos animados, como (un|) dibujo animado, como dibujos animados, caricatura, como (una|) caricatura, estilo comic, comic, como (un|) comic, caricaturiza',
    },
    pixelate: {
      wishes: 'pixela, pixelar, pixelalo, efecto pixel, con pixeles, en pixeles, pixel art',
      states: 'pixelad(o|a)',
      amounts: 'pixeles',
    },
    glitch: {
      wishes: 'glitch, con glitch, glitches, efecto glitch, fallo digital, interferencias',
      amounts: 'glitch, glitches',
    },
    vintage_film: {
      wishes:
        'pelicula antigua, pelicula vieja, como (una|) pelicula antigua, como (una|) pelicula vieja, cine antiguo, super 8, retro',
      states: 'vintage',
    },
    vhs: { wishes: 'vhs, cinta vhs, cinta de video, como (una|) cinta vhs, como vhs' },
    film_grain: {
      wishes: 'grano de pelicula, con grano, grano, granulado',
      states: 'granulad(o|a)',
      amounts: 'grano, grano de pelicula',
    },
    vignette: {
      wishes:
        'vineta, con vineta, vinetas, vineteado, bordes oscuros, esquinas oscuras, oscurece (bordes|esquinas)',
      amounts: 'vineta, vineteado',
    },
    mirror: {
      wishes:
        'espejo, en espejo, como espejo, refleja, reflejalo, voltea horizontalmente, volteado horizontalmente, invierte horizontalmente',
    },
    flip: {
      wishes:
        'de cabeza, boca abajo, patas arriba, al reves verticalmente, voltea verticalmente, invierte verticalmente',
    },
    rotate: {
      wishes: 'rota, rotar, rotalo, gira 90 grados, rota 90 grados, giralo 90 grados, rotalo 90 grados',
    },
    crop_closer: {
      wishes: 'recorta, recortar, recortalo, encuadre mas cerrado, plano mas cerrado, mas cerca',
    },
    zoom_in: {
      wishes:
        'acerca, acercar, acercate, acercalo, acerca camara, zoom hacia adentro, zoom hacia dentro, zoom adentro, haz zoom, zoom',
    },
    zoom_out: {
      wishes:
        'aleja, alejar, alejate, alejalo, aleja camara, zoom hacia afuera, zoom hacia fuera, zoom afuera',
    },
    pan_left: { wishes: 'paneo a izquierda, paneo hacia izquierda, panea a izquierda, camara a izquierda' },
    pan_right: { wishes: 'paneo a derecha, paneo hacia derecha, panea a derecha, camara a derecha, paneo' },
    shake: {
      wishes: 'camara temblorosa, camara en mano, temblor, tiembla, sacude camara, sacudida, sacudidas',
      states: 'tembloros(o|a)',
      amounts: 'temblor, sacudidas',
    },
    letterbox: {
      wishes:
        'bandas negras, con bandas negras, barras negras, con barras negras, formato cine, cinemascope, franjas negras',
      amounts: 'bandas negras, barras negras',
    },
    slow_motion: {
      wishes:
        'camara lenta, en camara lenta, a camara lenta, slow motion, a mitad de velocidad, mitad de velocidad',
    },
    speed_up: {
      wishes:
        'camara rapida, en camara rapida, a camara rapida, doble de velocidad, a doble velocidad, al doble de velocidad',
    },
    reverse: {
      wishes:
        'al reves, hacia atras, marcha atras, invierte, invertir, invertid(o|a), en reversa, reproduce al reves, reproducelo al reves',
    },
    freeze: {
      wishes: 'congela, congelar, congelalo, congela imagen, imagen congelada, cuadro congelado',
      states: 'congelad(o|a)',
    },
    fade_in: { wishes: 'fundido de entrada, aparece desde negro, fundido desde negro' },
    fade_out: { wishes: 'fundido de salida, fundido a negro, funde a negro' },
    rain: {
      wishes: 'con lluvia, bajo lluvia, lloviendo, que llueva, lluvia, llueve',
      states: 'lluvios(o|a)',
      amounts: 'lluvia',
    },
    snow: {
      wishes: 'con nieve, nevando, que nieve, nieve, nieva, nevada',
      states: 'nevad(o|a)',
      amounts: 'nieve',
    },
    fog: { wishes: 'con niebla, niebla, neblina, con neblina, bruma', amounts: 'niebla, neblina, bruma' },
    beat_pulse: {
      wishes: 'pulsa al ritmo, pulsar al ritmo, late al ritmo, que pulse al ritmo, zoom al ritmo',
    },
    beat_flash: {
      wishes: 'destellos al ritmo, flash al ritmo, flashes al ritmo, estroboscopio, luz estroboscopica',
    },
    light_leaks: {
      wishes: 'fugas de luz, con fugas de luz, light leaks, destellos de luz',
      amounts: 'fugas de luz, destellos de luz',
    },
  },
};
