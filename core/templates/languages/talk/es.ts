import type { TalkWords } from './slots.js';

export const SPANISH_TALK: TalkWords = {
  filler:
    'ella, el, ellos, ellas, la cantante, cantante, la chica, chica, me, te, se, nos, esto, eso, esta, este, estas, estos, ese, esa, aqui, ahi, ya, pues, bueno, de, del, en, con, por, a, al, y, e, pero, que, q, mi, tu, su, por favor, porfavor, porfa, porfis, porfi, plis, plz, pls, xfa, xfavor, oye, oiga, mira, amigo, bro, tio, tia, entonces, ahora, mismo, todavia, aun, tambien, solo, asi, hasta, para, verdad, dime, dimelo, decime, cuentame, sabes decirme, quiero saber, exactamente, jaja, jajaja, jeje, ay, uy, oh, uf, wow, eh, ah, mm, hmm, luego, otra vez, ha, he, hay, gusta saber, o sea, la verdad, verdad que, ok, okay, sino, mejor, no se',
  hi: 'hola, holi, holaa, ola, buenas, buenos dias, buen dia, buenas tardes, buenas noches, que tal, q tal, que onda, que hay, como estas, como andas, como va, como te va, hey, ey, saludos, adios, chao, chau, hasta luego, nos vemos, todo bien, que pasa',
  thanks:
    'gracias, grax, grasias, mil gracias, muchas gracias, muchisimas gracias, te lo agradezco, agradecid(o|a), te agradezco',
  good: 'lo maximo, eres lo maximo, lo mejor, eres lo mejor, una pasada, una maravilla, genial, perfect(o|a), buenisim(o|a), excelente, bien, buen, buena, bueno, muy bueno, increible, fantastic(o|a), estupend(o|a), maravillos(o|a), hermos(o|a), precios(o|a), bonit(o|a), lind(o|a), chul(o|a), guay, brutal, padre, chido, chevere, bacan, espectacular, bell(o|a), guap(o|a), crack, bravo, me gusta, me gusto, gusta, encanta, me encanta, encanto, me encanto, lo amo, me flipa, mola, justo lo que queria, lo que queria, buen trabajo, bien hecho, top, super, ole, de lujo, de maravilla, de diez, asi si, asi esta',
  better: 'mejor, mucho mejor',
  looks:
    'se ve, se veia, se ven, queda, quedo, quedaron, quedado, ha quedado, han quedado, esta quedando, salio, ha salido, parece, luce, se mira, como quedo, como queda, como se ve, como salio',
  is: 'pertenecen, forman, es, esta, son, estan, fue, era, sea, ser, esta siendo, dura, duran, durara, hay, mide, tiene',
  very: 'muy, mucho, muchisimo, super, tan, re, bastante, demasiado, realmente, de verdad, un monton, nada, para nada, en absoluto',
  bad: 'fe(o|a), horrible, fatal, mal, mala, malo, asco, asqueros(o|a), terrible, espantos(o|a), rar(o|a), aburrid(o|a), cutre, una mierda, mierda, un desastre, desastre, basura, pesimo, no me gusta, no me gusto, no gusta, no me convence, no me convencio, no me mola, no me encanta, no mola, no es lo que queria, no es lo que pedi, no queria eso, no era eso, lo odio, odio, que asco, no esta bien, nada bien, no quedo bien, peor, no me agrada, decepcionante',
  not: 'no, nunca',
  yes: 'si, sip, claro, claro que si, por supuesto, dale, venga, adelante, de acuerdo, vale, ok, okay, oki, okey, hazlo, hacelo, va, obvio, desde luego, confirmo, acepto, aceptar, confirmar, perfecto, listo, hagamoslo, hagale, procede, sigue, eso es, eso mismo, esta bien, exacto, correcto, aplicalo, simon, me parece bien, seguro, si quiero',
  no: 'no, nop, nope, nah, para nada, olvidalo, olvida, dejalo, dejalo asi, deja, dejala, asi no, mejor no, ni hablar, ni loco, no gracias, no hace falta, no hagas nada, no lo hagas, no quiero, no importa, da igual, mejor dejalo, que no, no aun no, todavia no, ahora no, tampoco, no me interesa, paso, dejalo como esta, dejalo estar',
  cancel:
    'cancela, cancelar, cancelalo, cancele, para, parar, paralo, detente, deten, detenlo, detener, alto, espera, esperate, un momento, basta, stop, aborta, abortar, interrumpe',
  undo: 'deshaz, deshazlo, deshacer, deshacerlo, deshace, deshaga, revierte, reviertelo, revertir, revertirlo, desase, deshas, anula, anular, anulalo, (quita|borra|elimina|saca) ultimo que (hiciste|has hecho), quita ultimo cambio, borra ultimo cambio, quitalo, quitamelo, borralo, sacalo, eliminalo, quita eso, quita esto, borra eso, saca eso',
  redo: 'rehaz, rehazlo, rehacer, rehacelo, vuelve a hacerlo, vuelve a ponerlo, ponlo otra vez',
  back: 'vuelve, volver, volvamos, vuelvelo, regresa, regresar, regresalo, atras, para atras, hacia atras, vuelve atras, volver atras, da marcha atras, ponlo, dejalo, pon, devuelve, devuelvelo, quiero, deja, retrocede',
  before:
    'antes, como antes, como estaba, como estaba antes, como era, como era antes, lo de antes, anterior, lo anterior, version anterior, a version anterior, paso atras, un paso atras, de antes, estado anterior, paso anterior, uno atras, antes estaba mejor, estaba mejor antes, antes se veia mejor, me gustaba mas antes, antes me gustaba mas, era mejor antes',
  all: 'todo, entero, entera, completo, completa, todos, todas, toda, por completo, completamente, absolutamente todo',
  original:
    'original, version original, de cero, desde cero, de nuevo, desde principio, del principio, al principio, principio, inicio, desde inicio, empezar, empieza, empecemos, comienza, comenzar, empezar de nuevo, empieza de nuevo, reinicia, reiniciar, resetea, resetear, a original',
  version: 'version, versiones',
  last: 'ultim(o|a), ultimos, reciente, que hiciste, que acabas de hacer, que hicimos, que acabo de hacer',
  change:
    'cambio, cambios, edicion, ediciones, modificacion, modificaciones, paso, ajuste, ajustes, efecto, historial, lo que hiciste, cosa, accion, acciones',
  changed:
    'cambio, cambiado, ha cambiado, cambie, cambiaste, hemos cambiado, cambiamos, hecho, hiciste, hice, hicimos, modificado, modificaste, modifique, editado, edite, diferente, distinto, nuevo, paso, has hecho, he hecho, has cambiado, he cambiado, hecho hasta ahora, llevo hecho, llevamos, hemos hecho, cambiaron, se cambio, cambios',
  what: 'muestrame, mostrame, ensename, dejame ver, quiero ver, que, q, k, cual, cuales, qe, que es lo que, q es lo q',
  which: 'en que parte, en cual parte, que, q, cual, cuales, en que, en cual, en cuales, quien, quienes',
  how: 'como, de que manera',
  'how much': 'cuanto, cuanta, cuanto dinero, cto, cuanta plata, q tanto, a cuanto, que, cual',
  'how many': 'cuantos, cuantas, cuanto',
  'how long':
    'cuanto tiempo, cuanto, cuantos segundos, cuantos minutos, cuanto rato, que duracion, que tan largo',
  seen: 'oscur(o|a), clar(o|a), brillante, azul, roj(o|a), verde, amarill(o|a), naranja, rosa, morad(o|a), gris, borros(o|a), granulad(o|a), palid(o|a), lent(o|a), rapid(o|a), saturad(o|a), fri(o|a), calid(o|a), azulad(o|a), rojiz(o|a), verdos(o|a), amarillent(o|a), negr(o|a), blanc(o|a), blanco y negro, pixelad(o|a), movid(o|a), apagad(o|a)',
  why: 'por que, porque, xq, pq, por q, a que se debe, como es que',
  where: 'donde, en donde, cuando, en que momento, en que segundo, en que minuto, a que minuto',
  cost: 'costo, cuesta, cuestan, costado, costara, costaria, coste, costaron, vale, valio, valdria, precio, sale, salio, ha salido, cobra, cobran, cobraste, cobraron, cobro, costar, va a costar, caro, ha costado, es precio, cobrado, pago, cobrar, cobras, cobraras, vas a cobrar, van a cobrar, debo, asciende, cuenta, factura, tarifa',
  free: 'gratis, gratuito, gratuita, de gratis, de pago, se paga, hay que pagar, cuesta algo, cuesta dinero, cobras por, vas a cobrar por, van a cobrar por, cobran por, vas a cobrar algo, cobras algo, cobran algo, tiene costo, tiene coste',
  spent:
    'gastado, gaste, gasto, gastamos, gastando, pagado, pague, llevo gastado, he gastado, llevo pagado, hemos gastado, dinero, llevo, va, plata, cuenta, factura, debo, asciende',
  'so far':
    'hasta ahora, hasta aqui, en total, total, en suma, por ahora, de momento, hasta momento, entre todo',
  takes:
    'duro, ha durado, tardo, tarda, tardara, tardado, tardaste, tardar, demoro, demora, demorara, demorado, llevo, tomo, falta, ha tardado, lleva, toma, queda, va a tardar, tardando, tardas',
  can: 'puedes, podes, puede, puedo, podrias, podemos, pueden, se puede, sabes, sabe, sos capaz, eres capaz',
  you: 'tu, vos, usted, quien eres, que eres, eres, sos, contigo, todo lo que, esta app, esta aplicacion, aplicacion, app, este chat',
  do: 'hacer, haces, hace, cambiar, pedir, pedirte, decir, decirte, escribir, editar, modificar, hacerle, cosas, cosas puedes, opciones, comandos, funciones, efectos, usar, uso, usa, usarlo, utilizo, empiezo',
  help: 'ayuda, ayudame, ayudarme, ayudas, auxilio, socorro, necesito ayuda, quien eres, que eres, instrucciones, como va esto, no entiendo como funciona, tutorial',
  works:
    'funciona, funcionas, va, se usa, se hace, uso, usa, usarlo, utiliza, utilizo, hago, hago para empezar',
  sung: 'canta, cantan, cantando, dice, dicen, letra, letras, se canta, canto, diciendo, cantada',
  model:
    'modelo, prompt, prompts, instruccion, descripcion, ia, inteligencia artificial, modelo de ia, usaste, se uso, usado, usas, se genero, generado',
  clip: 'clip, clips, escena, escenas, plano, planos, toma, tomas, partes, parte',
  video: 'video, videos, cancion, videoclip, proyecto, musica, tema',
  section:
    'estribillo, estribillos, coro, coros, estrofa, estrofas, verso, versos, puente, intro, introduccion, outro, final, secciones',
  number:
    'uno, dos, tres, cuatro, cinco, seis, siete, ocho, nueve, diez, primer, primero, primera, segundo, segunda, tercer, tercero, tercera',
  more: 'mas, mas aun, mas todavia, todavia mas, mas de eso, mas fuerte, mas intens(o|a), sube, subele, aumenta, aumentalo, mas de lo mismo, dale mas, mas marcad(o|a), con mas fuerza, otro poco, otro poquito',
  less: 'menos, no tan fuerte, no tanto, no tan intenso, mas suave, mas sutil, mas suavecito, suaviza, suavizalo, baja, bajale, bajalo, reduce, reducelo, menos fuerte, menos intens(o|a), mas debil, no tan marcad(o|a), mas leve, mas ligero',
  'a bit':
    'un poco, poco, poquito, un poquito, poquitin, pelin, un pelin, ligeramente, un toque, tantito, apenas, algo, chin',
  'too much':
    'demasiado, te pasaste, te has pasado, demasiado fuerte, es demasiado, mucho, se paso, muy fuerte, demasiado intens(o|a), exagerad(o|a), se te fue la mano, excesivo',
  again: 'otra vez, de nuevo, una vez mas, repite, repitelo, lo mismo',
};
