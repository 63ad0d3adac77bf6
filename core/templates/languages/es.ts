import type { Language } from './language.js';
import { SPANISH_LOOKS } from './looks/es.js';
import { SPANISH_TALK } from './talk/es.js';

export const SPANISH: Language = {
  spaced: true,
  ignored: 'el, la, los, las, un, una, unos, unas, lo, le',
  degrees:
    'por todas partes, por todos lados, en todas partes, como en el cine, como en peliculas, como en las peliculas, como en hollywood, como en peliculas viejas, extremadamente, un poco, un poquito, poquito, mucho, mucha, algo, aun, todavia, ligeramente, bastante, muy, realmente, tantito, super, bien, re, mucho mas bien, un pelin, pelin, bastante mas, un toque, apenas, un tanto, cantidad, muchisimo, un monton, no se ve nada, no se ve, ay, uy, uf, oh, ya, solo, solamente, unicamente, nada mas, como en cine, como en pelis',
  aBit: 'un poco, un poquito, poquito, algo, ligeramente, tantito, un pelin, pelin, un toque, apenas, un tanto',
  much: 'extremadamente, mucho, mucha, muy, super, realmente, bien, muchisimo, bastante, un monton',
  frames:
    'podria ser, podria estar, podria verse, podria quedar, puede ser, puede estar, deberia ser, deberia estar, deberia verse, tendria que ser, tendria que estar, ponerle, ponerles, meterle, hacerle, echarle, rollo, con rollo, en plan, estilo asi, plan, esas, esos, aquellas, aquellos, ese, esa, echale, tirale, haz, hazlo, hazla, hacer, hacerlo, hacerla, hagas, haga, hagamos, hagamoslo, haz que sea, haz que se vea, haz que parezca, hazlo que sea, ponlo, ponla, pon, poner, ponerlo, ponle, pongamos, dale, darle, dejalo, dejarlo, cambialo, cambiala, cambia, cambiar, cambiarlo, conviertelo, convierte, convertirlo, vuelvelo, transformalo, quiero, quiero que, quisiera, quisiera que, me gustaria, me gustaria que, necesito, prefiero, lo quiero, que sea, que vaya, que este, que se vea, que parezca, que fuera, que haya, que tenga, sea, parezca, puedes, podrias, puede, podria, podemos, se puede, me puedes, a, en, con, como, version, modo, efecto, estilo, aspecto, ambiente, con aspecto, con ambiente, agrega, agregale, agregar, agregarle, anade, anadele, anadir, mete, metele, meter, aplica, aplicale, aplicar, usa, colocale, coloca, ponme, ponlos, ponlas, hazlos, hazlas, quiero ver, q, que, q parezca, q sea, q se vea, que se vean, que sean, que quede, que quede como, que fuese, estaria bien, un efecto, un toque de, toque de, filtro, look, tono, aire, de, tipo, me pones, me haces, me lo pones, podrias poner, puedes poner, podrias hacer, puedes hacer, podrias hacerlo, puedes hacerlo, puedes ponerlo, podrias ponerlo, lo puedes hacer, la quiero, vuelve, vuelvela, gustaria, estilo de, look de, tipo de, mas bien, que se sienta, reproducelo, reproduce, que se reproduzca, que termine, que empiece',
  clip: 'escena, imagen, clip, video, toma, plano, secuencia, esta escena, esta imagen, este clip, este video, esta toma, este plano, todo, esto, de escena, de imagen, del clip, del video, a escena, a imagen, al clip, al video, en escena, en imagen, en clip, en video, colores, cosas, todos, todas, escenas, clips, imagenes, cancion, aqui, esto de aqui',
  courtesies:
    'te pasaste, te has pasado, exageraste, has exagerado, se te fue la mano, me duelen ojos, me duelen los ojos, duelen ojos, me lastima ojos, por favor, porfavor, porfa, porfis, plis, gracias, si es posible, si puedes, ahora, tambien, bueno, ok, okay, vale, oye, para mi, si, entonces, mejor, solo eso, nada mas, amigo, pues, x favor, xfa, pls, porfavorcito, si quieres, venga, hola, buenas, aqui, esto, eso',
  joins: 'y, e, pero, luego, ademas',
  pairs: 'arriba abajo, blanco negro, negro blanco',
  more: 'mas *, que sea mas *, con mas #, (aumenta|aumentar|sube|subir|subele|incrementa|mejora) (a|) #, (anade|agrega|anadir|agregar|mete) (mas|) #, mas cantidad de #, # al maximo, dale (mas|) #, (ponle|pon|metele|quiero|dale|necesito|con) mas #, (subele|subile|sube|aumentale|aumentame|subeme) (a|) #, que tenga mas #, mas de #, (le|) hace falta mas #, (le|) hace falta #',
  less: 'menos *, no tan *, no tanto #, no tanta #, con menos #, (baja|bajar|bajale|reduce|reducir|disminuye|disminuir) (a|) #, quita #, que no sea tan *, no sea tan *, (bajale|bajale a|bajar|reducele|quitale|quita) (un poco|) (de|) #, bajale #, que tenga menos #, menos de #, no tan * por favor, sin tanto #, sin tanta #',
  tooMuch:
    '(es|esta|se ve|queda|hay|tiene|sigue|) (demasiado|demasiada|demasiados) *, (hay|tiene|) exceso de #, me parece demasiado *, * de mas, (se ve|esta) muy * para mi, (es|esta|se ve|queda|salio|quedo|sigue) muy * todavia, te pasaste con #, te pasaste de *, (esta|es|se ve) * en exceso, mucho # sobra, sobra #, no me gusta tan *',
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
      'cuanto (he gastado|gaste|llevo gastado|he pagado|pague|hemos gastado) (hasta ahora|en total|en este video|ya|en video|), cuanto (ha costado|costo|cuesta) (video|este video|todo|todo video) (hasta ahora|en total|), cuanto dinero (queda|me queda), gasto total, costo total, coste total, cuenta, cuenta por favor, factura, dame cuenta, dame factura',
    'what changed':
      'que (ha cambiado|cambio|cambie|he cambiado|has cambiado|cambiaste|hemos cambiado|hiciste|has hecho|he hecho) (hasta ahora|aqui|en video|en este video|ahora|), que (hay de nuevo|es diferente|es distinto), que cambios (hay|hice|hiciste|he hecho|has hecho), muestrame (cambios|historial), historial, cambios',
  },
  templates: SPANISH_LOOKS,
};
