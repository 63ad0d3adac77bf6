import type { Language } from '../language.js';

/** How people say each look. */
export const SPANISH_LOOKS: Language['templates'] = {
  brighter: {
    wishes:
      '(esta|es|se ve|queda|quedo) (muy|super|bien) (oscuro|oscura), no se ve un carajo, ilumina mas, con mas luz, aclara, aclarar, aclaralo, aclararlo, ilumina, iluminar, iluminalo, iluminala, iluminarlo, abrillanta, bien iluminado, bien iluminada, claridad, que se vea mas, que entre mas luz, sube brillo, subele brillo, esta oscuro ponlo mas claro, no se ve nada, no se ve, ilumina escena, dale luz, mas luminosidad, mas iluminado, mas iluminada',
    states: 'brillante, brillantes, luminos(o|a|os|as), iluminad(o|a)',
    boundStates: 'clar(o|a|os|as)',
    qualities: 'sobreexpuesto',
    amounts: 'luz, brillo, luminosidad, iluminacion, claridad, exposicion',
  },
  darker: {
    wishes:
      'oscurece, oscurecer, oscurecelo, oscurecela, oscurecerlo, atenua luz, atenua luces, baja brillo, bajale brillo, baja luz, apaga luces, menos luz, menos brillo, oscurecido, oscurecida, mas apagado, (esta|es|se ve|queda|quedo|salio) (muy|super) (claro|clara|brillante|quemado|quemada), (esta|sale|quedo) (quemado|quemada|sobreexpuesto|sobreexpuesta)',
    states: 'oscur(o|a|os|as), tenue',
    qualities: 'negr(o|a), subexpuesto, apagado de luz',
    amounts: 'oscuridad, sombras, sombra',
  },
  nighttime: {
    wishes:
      '(de|por|en|durante|) noche, nocturn(o|a), (escena|toma|imagen|video|plano) (nocturna|nocturno|de noche), medianoche, a medianoche, de noche en vez de dia, dia a noche, dia en noche, de dia a noche, hazlo de noche, noche cerrada, nocturno, como si fuera de noche, como de noche, que sea de noche, que se haga de noche, ambiente nocturno',
  },
  daytime: {
    wishes:
      '(de|en|durante|) dia, (con|a) luz (del|de) dia, a plena luz (del|de) dia, a pleno dia, en pleno dia, diurn(o|a), escena (diurna|de dia), noche en dia, de noche a dia, como de dia, como si fuera de dia, soleado, luz natural, mediodia, al mediodia',
  },
  sunset: {
    wishes:
      '(al|durante|de|con|con luz de) atardecer, atardecer, (puesta|puestas) de sol, (en|con|durante|a) puesta de sol, ocaso, al ocaso, hora dorada, en hora dorada, anochecer, al anochecer, crepusculo, como al atardecer, luz de atardecer, luz dorada, puesta del sol, como si fuera atardecer, (luz|tono|tonos|color|colores) de atardecer, como un atardecer, un atardecer',
  },
  dawn: {
    wishes:
      '(al|durante|de|con) amanecer, amanecer, salida (del|de) sol, a salida del sol, alba, al alba, aurora, de madrugada, madrugada, temprano por manana, por manana temprano, como al amanecer, luz de amanecer, primeras luces, como si amaneciera, como un amanecer, un amanecer',
  },
  more_motion: {
    wishes:
      'acelera, acelerar, aceleralo, que se mueva mas, mueve mas camara, muevelo mas, mas rapidez, mas dinamismo, mas vivo, que haya mas movimiento',
    states: 'dinamic(o|a)',
    qualities: 'rapid(o|a|os|as), movid(o|a), agil',
    amounts: 'movimiento, movimientos, velocidad, dinamismo, accion, ritmo, movimiento de camara',
  },
  less_motion: {
    wishes:
      'mas despacio, calmalo, que se mueva menos, calma movimiento, mas estable, estabiliza, estabilizalo, camara quieta, camara fija, sin tanto movimiento, que no se mueva tanto',
    states: 'lent(o|a|os|as), tranquil(o|a), calmad(o|a), pausad(o|a), seren(o|a)',
    qualities: 'quiet(o|a), estatic(o|a), inmovil',
    amounts: 'calma, tranquilidad, lentitud',
  },
  warmer: {
    wishes:
      '(colores|tonos) (mas|) (calidos|calientes), (color|tono|luz|iluminacion) (mas|) (calido|calida), calienta colores, tonos mas naranjas, tonos calidos, colores calidos, luz calida, un tono calido, tonalidad calida, mas calor',
    states: 'calid(o|a|os|as)',
    qualities: 'caliente, naranja, amarill(o|a)',
    amounts: 'calidez, calor',
  },
  cooler: {
    wishes:
      '(colores|tonos) (mas|) (frios|azules), (color|tono|luz|iluminacion) (mas|) (frio|fria), enfria colores, mas azulado, tonos frios, colores frios, luz fria, un tono frio, tonalidad fria, azulado',
    states: 'fri(o|a|os|as)',
    qualities: 'azul, azulad(o|a)',
    amounts: 'frialdad',
  },
  high_contrast: {
    wishes:
      '(alto|mayor|fuerte) contraste, contraste (alto|mas alto|mayor|mas fuerte), contraste, contrastado, contrastada, mas contrastado, mucho contraste, sube contraste, subele contraste',
    states: 'contrastad(o|a)',
    amounts: 'contraste',
  },
  desaturated: {
    wishes:
      '(quita|quitale) (color|saturacion), desatura, desaturar, desatural(o|a), desaturad(o|a), (mas|) colores (apagados|desaturados|tenues|palidos), colores (mas|menos) (apagados|desaturados|palidos), menos (color|colores|saturacion|saturado|saturada|colorido|colorida|vivo|colores vivos), colores menos (vivos|saturados), (baja|reduce|disminuye) (color|colores|saturacion), demasiad(o|a|os) (color|colores|saturacion|saturado|colorido), colores apagados, apaga colores, menos saturado, palido, palida, mas palido, deslavado, colores lavados, quita color, con menos color, (colores|color) (estan|esta|son|es|se ven|se ve) (muy|demasiado|bien) (chillones|chillon|fuertes|fuerte|intensos|intenso|cargados|cargado|saturados|saturado|vivos|vivo), (colores|color) (muy|demasiado) (chillones|fuertes|intensos|cargados|saturados), colores (chillan|cansan), (esta|es|se ve|quedo|salio) (muy|super) (saturad(o|a)|colorid(o|a)|chillon)',
    qualities: 'palid(o|a|os|as), apagad(o|a|os|as)',
  },
  dramatic: {
    states: 'dramatic(o|a)',
    amounts: 'drama, dramatismo',
    wishes: 'que sea dramatico, con drama',
  },
  dreamy: {
    wishes:
      '(como|de) (un|) sueno, como en un sueno, de ensueno, onirico, sonado, como sonando, de cuento, de fantasia, magico',
    states: 'oniric(o|a), sonador, sonadora',
  },
  gritty: { states: 'crud(o|a), asper(o|a)', wishes: 'sucio, rudo, mas sucio, aspecto sucio, crudo' },
  ethereal: { states: 'etere(o|a)', wishes: 'celestial, angelical, vaporoso' },
  high_energy: {
    states: 'energic(o|a), energetic(o|a), animad(o|a)',
    amounts: 'energia, vida, vitalidad',
    wishes: 'con energia, mas energetico, mas fiestero, con mas ritmo, lleno de energia',
  },
  vivid: {
    wishes:
      '(colores|color) (mas|) (vivos|vividos|vibrantes|intensos|saturados|fuertes), satura, saturar, saturalo, colores vivos, con colores vivos, colores mas vivos, colores vibrantes, que resalten colores, resalta colores, mas colorido, colores a tope, mas vivo color, aviva colores, satura colores, mas color, colores (son|estan|se ven) (muy|demasiado) (palidos|apagados), demasiado (palido|palida|apagado|apagada), colores demasiado (palidos|apagados)',
    states: 'vivid(o|a), vibrante, vibrantes, colorid(o|a), saturad(o|a)',
    amounts: 'color, colores, saturacion, colorido',
  },
  pastel: {
    wishes: '(en|) (colores|tonos) pastel, en pastel, colores pastel, pasteles, tonos pastel',
    states: 'pastel',
  },
  teal_orange: {
    wishes:
      'turquesa naranja, naranja turquesa, teal orange, colores de cine, color de cine, look de cine, look cinematografico, cinematografico, como de cine',
  },
  matte: { wishes: 'acabado mate, negros (lavados|desvanecidos), look mate', states: 'mate' },
  black_and_white: {
    wishes:
      'blanco y negro, en blanco y negro, negro y blanco, monocromo, monocromatic(o|a), escala de grises, en escala de grises, sin color, sin colores, cine negro, byn, blanco y negro total, quita color completamente, monocromatico, a blanco y negro',
  },
  sepia: {
    wishes:
      'en sepia, tono sepia, tonos sepia, color sepia, foto antigua, como foto antigua, sepia antiguo, como foto vieja',
    states: 'sepia',
  },
  red_tint: {
    wishes:
      'tinte rojo, (tenido|tenida) de rojo, en rojo, todo rojo, tonos rojos, luz roja, mas rojo, rojizo, con luz roja, con un tono rojo, tinte rojizo, tono rojo, filtro rojo, tono rojizo',
    states: 'roj(o|a), rojiz(o|a)',
  },
  orange_tint: {
    wishes:
      'tinte naranja, (tenido|tenida) de naranja, todo naranja, luz naranja, tono naranja, filtro naranja, anaranjado, mas naranja, tinte anaranjado, con tinte naranja',
  },
  yellow_tint: {
    wishes:
      'tinte amarillo, (tenido|tenida) de amarillo, todo amarillo, luz amarilla, tono amarillo, filtro amarillo, amarillento, con tinte amarillo',
  },
  green_tint: {
    wishes:
      'tinte verde, (tenido|tenida) de verde, en verde, todo verde, tonos verdes, luz verde, tono verde, filtro verde, mas verde, verdoso, con tinte verde, como matrix',
    states: 'verde, verdos(o|a)',
  },
  blue_tint: {
    wishes:
      'tinte azul, (tenido|tenida) de azul, todo azul, luz azul, tono azul, filtro azul, mas azul, con tinte azul, en azul',
  },
  purple_tint: {
    wishes:
      'tinte (morado|violeta|purpura), (tenido|tenida) de (morado|violeta), todo (morado|violeta), luz (morada|violeta), tonos (morados|violetas), tono morado, tono violeta, filtro morado, mas morado, con tinte morado, en morado, luces moradas, luz morada',
    states: 'morad(o|a), violeta, purpura',
  },
  pink_tint: {
    wishes:
      'tinte rosa, (tenido|tenida) de rosa, todo rosa, luz rosa, tonos rosas, tono rosa, filtro rosa, mas rosa, con tinte rosa, en rosa, rosadito, tono rosado',
    states: 'rosad(o|a)',
  },
  blur: {
    wishes:
      'desenfoca, desenfocar, desenfocalo, difumina, difuminar, difuminalo, fuera de foco, desenfoque, difuso, desenfocado, que se vea borroso, borroso, efecto borroso',
    states: 'borros(o|a), desenfocad(o|a), difuminad(o|a)',
    amounts: 'desenfoque',
  },
  soft_focus: {
    wishes: 'enfoque suave, foco suave, efecto flou, suavizado, enfoque suavizado, desenfoque suave',
  },
  sharpen: {
    wishes:
      '(esta|sale|quedo) (borros(o|a)|desenfocad(o|a)), (esta|sale|quedo) muy (borros(o|a)|desenfocad(o|a)), mas nitidez, enfoca mas, afila, agudiza, con mas detalle, mas nitido, que se vea mas nitido, mas definicion, mejora nitidez, enfocado, mas enfocado, aclara detalles, enfoca, enfocalo, bien nitido',
    states: 'nitid(o|a), definid(o|a)',
    amounts: 'nitidez, definicion',
  },
  cartoon: {
    wishes:
      'dibujo animado, dibujos animados, como (un|) dibujo animado, como dibujos animados, caricatura, como (una|) caricatura, estilo comic, comic, como (un|) comic, caricaturiza, de dibujos animados, como dibujo, dibujito, como caricatura, estilo caricatura, tipo caricatura, estilo dibujos animados, de comic, como de dibujos animados',
  },
  pixelate: {
    wishes:
      'pixela, pixelar, pixelalo, efecto pixel, con pixeles, en pixeles, pixel art, pixelea, pixelealo, pixelado retro, mosaico, efecto mosaico, tipo pixel, como videojuego viejo',
    states: 'pixelad(o|a)',
    amounts: 'pixeles',
  },
  glitch: {
    wishes:
      'glitch, con glitch, glitches, efecto glitch, fallo digital, interferencias, glitchea, efecto de glitch, distorsion digital, error digital, interferencia',
    amounts: 'glitch, glitches',
  },
  vintage_film: {
    wishes:
      'peli antigua, peli vieja, pelis antiguas, peliculas antiguas, pelicula antigua, pelicula vieja, como (una|) pelicula antigua, como (una|) pelicula vieja, cine antiguo, super 8, retro, antiguo, aspecto antiguo, vintage, como pelicula antigua, pelicula de antes, look retro, como de antes, tipo vintage, viejo, look vintage, de los 70, de pelicula antigua',
    states: 'vintage',
  },
  vhs: {
    wishes:
      'vhs, cinta vhs, cinta de video, como (una|) cinta vhs, como vhs, tipo vhs, look vhs, como de vhs, de vhs, cassette, como un vhs, vhs antiguo',
  },
  film_grain: {
    wishes:
      'grano de pelicula, con grano, grano, granulado, grano de cine, ruido de pelicula, granito, efecto de grano, textura de grano, con textura de pelicula, ruido',
    states: 'granulad(o|a)',
    amounts: 'grano, grano de pelicula',
  },
  vignette: {
    wishes:
      'vineta, con vineta, vinetas, vineteado, bordes oscuros, esquinas oscuras, oscurece (bordes|esquinas), vinetea, bordes mas oscuros, esquinas mas oscuras, oscurece esquinas, efecto vineta, vinetado, bordes negros',
    amounts: 'vineta, vineteado',
  },
  mirror: {
    wishes:
      'espejo, en espejo, como espejo, refleja, reflejalo, voltea horizontalmente, volteado horizontalmente, invierte horizontalmente, efecto espejo, voltealo, voltea, reflejado, espejado, dale vuelta horizontal, al reves horizontal, gira horizontalmente',
  },
  flip: {
    wishes:
      'de cabeza, boca abajo, patas arriba, al reves verticalmente, voltea verticalmente, invierte verticalmente, al reves de cabeza, de cabeza para abajo, ponlo de cabeza, patas para arriba, volteado de cabeza',
  },
  rotate: {
    wishes:
      'rota, rotar, rotalo, gira 90 grados, rota 90 grados, giralo 90 grados, rotalo 90 grados, giralo, gira, girado, rotado, rota imagen, girar',
  },
  crop_closer: {
    wishes:
      'recorta, recortar, recortalo, encuadre mas cerrado, plano mas cerrado, mas cerca, mas de cerca, recortado, acerca encuadre, recorta mas',
  },
  zoom_in: {
    wishes:
      'acerca, acercar, acercate, acercalo, acerca camara, zoom hacia adentro, zoom hacia dentro, zoom adentro, haz zoom, zoom, zoom in, haz un zoom, acercamiento, que se acerque, con zoom, que se acerque camara, zoom lento, un zoom, mete zoom, hazle zoom',
  },
  zoom_out: {
    wishes:
      'aleja, alejar, alejate, alejalo, aleja camara, zoom hacia afuera, zoom hacia fuera, zoom afuera, zoom out, que se aleje, alejamiento, que se aleje camara, aleja zoom',
  },
  pan_left: {
    wishes:
      'paneo a izquierda, paneo hacia izquierda, panea a izquierda, camara a izquierda, mueve camara a izquierda, camara hacia izquierda, mueve camara hacia izquierda, desplaza a izquierda, que camara vaya a izquierda, a izquierda',
  },
  pan_right: {
    wishes:
      'paneo a derecha, paneo hacia derecha, panea a derecha, camara a derecha, paneo, mueve camara a derecha, camara hacia derecha, mueve camara hacia derecha, desplaza a derecha, que camara vaya a derecha, a derecha',
  },
  shake: {
    wishes:
      'camara en mano temblorosa, camara temblorosa en mano, camara temblorosa, camara en mano, temblor, tiembla, sacude camara, sacudida, sacudidas, que tiemble, que tiemble camara, camara que tiembla, vibracion, sacudelo, camara movida, que se sacuda, temblores, camara al hombro, haz que tiemble',
    states: 'tembloros(o|a)',
    amounts: 'temblor, sacudidas',
  },
  letterbox: {
    wishes:
      'bandas negras arriba y abajo, barras negras arriba y abajo, franjas negras arriba y abajo, bandas negras, con bandas negras, barras negras, con barras negras, formato cine, cinemascope, franjas negras, franjas de cine, bandas de cine, barras de cine, formato cinematografico, formato panoramico, bandas arriba abajo, barras cinematograficas',
    amounts: 'bandas negras, barras negras',
  },
  slow_motion: {
    wishes:
      '(se reproduce|va|corre) (demasiado|muy) rapido, ralentiza, ralentizar, ralentizalo, desacelera, camara lenta, en camara lenta, a camara lenta, slow motion, a mitad de velocidad, mitad de velocidad, slow mo, slowmo, ralentizado, a camara superlenta, en slow motion, velocidad lenta, ponlo lento',
  },
  speed_up: {
    wishes:
      'camara rapida, en camara rapida, a camara rapida, doble de velocidad, a doble velocidad, al doble de velocidad, acelerado, velocidad doble, time lapse, timelapse, al doble, velocidad rapida, en rapido, sube velocidad',
  },
  reverse: {
    wishes:
      'al reves, hacia atras, marcha atras, invierte, invertir, invertid(o|a), en reversa, reproduce al reves, reproducelo al reves, reversa, hacia atras en tiempo, que vaya hacia atras, que vaya al reves, rebobina, rebobinado, invertido, para atras',
  },
  freeze: {
    wishes:
      'congela, congelar, congelalo, congela imagen, imagen congelada, cuadro congelado, que se congele, pausa, imagen fija, fotograma congelado, congelado, que se quede quieto, que quede congelado, congela cuadro',
    states: 'congelad(o|a)',
  },
  fade_in: {
    wishes:
      'fundido de entrada, aparece desde negro, fundido desde negro, entrada desde negro, fade in, fundido al inicio, aparece poco a poco, entrada con fundido, fundido al principio, fundido de apertura',
  },
  fade_out: {
    wishes:
      'fundido de salida, fundido a negro, funde a negro, fade out, que se funda a negro, fundido al final, con un fade out, se desvanece a negro, que termine en negro, fundido a negro al final, desvanecer a negro, termina en negro',
  },
  rain: {
    wishes:
      'con lluvia, bajo lluvia, lloviendo, que llueva, lluvia, llueve, llueva, haz que llueva, que este lloviendo, gotas de lluvia, efecto lluvia, lluvioso, que caiga lluvia, llover',
    states: 'lluvios(o|a)',
    amounts: 'lluvia',
  },
  snow: {
    wishes:
      'con nieve, nevando, que nieve, nieve, nieva, nevada, haz que nieve, que este nevando, nevado, copos de nieve, efecto nieve, que caiga nieve, nevar',
    states: 'nevad(o|a)',
    amounts: 'nieve',
  },
  fog: {
    wishes:
      'con niebla, niebla, neblina, con neblina, bruma, que haya niebla, brumoso, con bruma, efecto niebla, neblinoso',
    amounts: 'niebla, neblina, bruma',
  },
  beat_pulse: {
    wishes:
      'pulsa al ritmo, pulsar al ritmo, late al ritmo, que pulse al ritmo, zoom al ritmo, que lata con musica, pulso al ritmo, al ritmo de musica, que palpite al ritmo, que palpite con ritmo, zoom con beat, pulso con beat, que se mueva al ritmo, pulsaciones al ritmo',
  },
  beat_flash: {
    wishes:
      'destellos al ritmo, flash al ritmo, flashes al ritmo, estroboscopio, luz estroboscopica, flash con beat, luces al ritmo, que parpadee al ritmo, flashes con beat, destellos con beat, que destelle al ritmo',
  },
  light_leaks: {
    wishes:
      'fugas de luz, con fugas de luz, light leaks, destellos de luz, fuga de luz, filtraciones de luz, efecto de fugas de luz',
    amounts: 'fugas de luz, destellos de luz',
  },
};
