import type { TalkWords } from './slots.js';

export const PORTUGUESE_TALK: TalkWords = {
  filler:
    'ela, ele, eles, elas, a cantora, o cantor, cantora, cantor, me, te, se, isto, isso, disso, disto, nisso, nisto, esse, essa, este, esta, esses, aqui, ai, la, ja, pois, entao, de, do, da, dos, das, em, no, na, nos, nas, com, por, pra, pro, para, ao, e, mas, que, q, meu, minha, seu, por favor, porfavor, pf, pfv, pfvr, plis, se faz favor, faz favor, cara, mano, amigo, gente, agora, mesmo, ainda, tambem, tb, tbm, so, assim, ate, olha, me diz, me diga, diz, diga, me fala, fala, quero saber, exatamente, kkk, kk, kkkk, kkkkk, rs, rsrs, haha, ah, eh, uai, ne, ta, depois, ha, tem, tinha, eu, nossa, uau, opa, uh, hum, ok, ficar, hein, viu, po, poxa',
  hi: 'oi, oii, ola, eai, e ai, eae, opa, salve, bom dia, boa tarde, boa noite, tudo bem, td bem, tudo bom, td bom, tudo certo, beleza, blz, como vai, como voce esta, como vc ta, como estas, hey, tchau, adeus, ate logo, ate mais, falou, flw',
  thanks:
    'obrigad(o|a), obg, obgd, obrigadao, brigad(o|a), valeu, vlw, vlws, agradeco, grat(o|a), muito obrigad(o|a), muitissimo obrigad(o|a)',
  good: 'otim(o|a), perfeit(o|a), lind(o|a), bom, boa, boas, bem, muito bom, legal, massa, show de bola, top, demais, incrivel, maravilh(oso|osa), maravilha, excelente, fantastic(o|a), bonit(o|a), fixe, giro, gira, daora, da hora, bacana, espetacular, sensacional, irado, gostei, gosto, adorei, adoro, amei, amo, curti, arrasou, mandou bem, bom trabalho, que bom, fofo, brutal, era isso que eu queria, do jeito que eu queria, parabens, foda, lindissim(o|a), belissim(o|a), impecavel, arrasa',
  better: 'melhor, muito melhor',
  looks:
    'ficou, ficaram, fica, ficando, ta ficando, parece, saiu, esta ficando, fico, como ficou, como ta, como esta',
  is: 'pertencem, fazem parte, ficam, e, esta, ta, sao, estao, foi, era, eh, seja, ser, estava, tava, dura, tem, ha',
  very: 'muito, mt, mto, mui, super, tao, bem, demais, bastante, realmente, de verdade, nada, nem um pouco, de jeito nenhum, nadinha, pra caramba, pra caralho',
  bad: 'fei(o|a), horrivel, ruim, pessim(o|a), estranh(o|a), chat(o|a), mal, mau, ma, terrivel, uma merda, merda, lixo, um lixo, uma porcaria, porcaria, uma bosta, bosta, nojento, esquisit(o|a), sem graca, nao gostei, nao gosto, nao curti, nao curto, nao ficou bom, nao ficou boa, nao ta bom, nao esta bom, nao era isso, nao e isso que eu queria, nao e o que eu queria, nao e o que eu pedi, odiei, odeio, detestei, pior, nao me agrada, decepcionante',
  not: 'nao, nunca',
  yes: 'sim, claro, claro que sim, com certeza, pode, pode ser, pode sim, pode fazer, vai, bora, manda, manda ver, manda bala, isso, isso mesmo, isso ai, ok, okay, ta, ta bom, ta bem, tudo bem, blz, beleza, fechado, fechou, confirmo, confirma, confirmar, aceito, aceitar, de acordo, faz isso, faca isso, faz, faca, positivo, exato, certo, perfeito, uhum, aham, quero, quero sim, sim quero, segue, prossiga, continua, combinado, aplica, vamos, vamos la, forca',
  no: 'nao, nem, nao quero, de jeito nenhum, esquece, esqueca, deixa, deixa assim, deixe assim, deixa pra la, deixa quieto, deixa como esta, deixa como ta, melhor nao, nao precisa, nao faz, nao faca, nao faca nada, agora nao, ainda nao, nada, nada disso, assim nao, nao importa, tanto faz, negativo, nao valeu, dispenso',
  cancel:
    'cancela, cancelar, cancele, para, parar, pare, para ai, para tudo, espera, espere, espera ai, pera, perai, perai, pera ai, calma, um momento, um minuto, chega, stop, aborta, interrompe, interrompa',
  undo: 'desfaz, desfaca, desfazer, desfazes, desfais, reverte, reverta, reverter, anula, anular, anule, (tira|remove|apaga) ultima coisa que (voce|vc) fez, (tira|remove|apaga) que (voce|vc) fez por ultimo, tira ultima mudanca, remove ultima alteracao, tira isso, remove isso, apaga isso, tira isto, retira isso',
  redo: 'refaz, refaca, refazer, faz de novo, coloca de novo, volta a fazer',
  back: 'volta, voltar, volte, voltamos, volta atras, atras, pra tras, para tras, retorna, retornar, retorne, deixa, deixe, bota, coloca, poe, quero, regressa, retrocede',
  before:
    'antes, como antes, como era, como era antes, como estava, como estava antes, como tava, como tava antes, do jeito que estava, do jeito que tava, do jeito que era, jeito que estava, jeito que tava, jeito que era antes, anterior, versao anterior, a de antes, passo atras, um passo, estado anterior, passo anterior',
  all: 'inteiro, inteira, completo, completa, tudo, todos, todas, td, completamente, tudo mesmo',
  original:
    'original, versao original, do zero, de novo do zero, do comeco, comeco, inicio, do inicio, recomeca, recomecar, recomeca do zero, comecar de novo, comeca de novo, comecar tudo de novo, comecar, reinicia, reiniciar, reseta, resetar',
  version: 'versao, versoes',
  last: 'ultim(o|a), ultimas, ultimos, recente, que voce fez, que vc fez, que eu fiz, agora pouco',
  change:
    'mudanca, mudancas, alteracao, alteracoes, edicao, edicoes, modificacao, modificacoes, passo, ajuste, ajustes, efeito, historico, coisa, acao, o que voce fez',
  changed:
    'mudou, mudei, mudaste, mudamos, mudado, foi mudado, alterou, alterei, alterado, alteraste, foi alterado, fez, fiz, fizeste, fizemos, feito, foi feito, modificou, modifiquei, modificado, diferente, novo, mexi, mexeu, editei, editou, ja fiz, ja mudei, foram feitas, mudancas, alteracoes',
  what: 'mostra me, me mostra, mostre me, me mostre, mostra pra mim, quero ver, que, q, qual, quais, oq, oque, o que, que e que',
  which: 'em que parte, em qual parte, que, q, qual, quais, em que, em qual, em quais, quem, oq, oque',
  how: 'como, de que jeito',
  'how much': 'quanto, quanta, qto, qnto, qt, quanto dinheiro, quanto de dinheiro, que, qual',
  'how many': 'quantos, quantas, qtos, qtas, quanto',
  'how long':
    'quanto tempo, quanto, qto tempo, quantos segundos, quantos minutos, qual duracao, que duracao, que tamanho',
  seen: 'escur(o|a), clar(o|a), brilhante, azul, vermelh(o|a), verde, amarel(o|a), laranja, rosa, rox(o|a), cinza, borrad(o|a), granulad(o|a), palid(o|a), lent(o|a), rapid(o|a), saturad(o|a), fri(o|a), quente, azulad(o|a), avermelhad(o|a), esverdead(o|a), amarelad(o|a), pret(o|a), branc(o|a), preto e branco, pixelad(o|a), tremid(o|a), apagad(o|a), desfocad(o|a)',
  why: 'por que, porque, pq, por q, porq, porque e que',
  where: 'onde, aonde, quando, em que momento, em que segundo, em que minuto',
  cost: 'custou, custa, custam, custo, custar, vai custar, custaria, preco, saiu, sai, cobra, cobrou, cobraram, cobrado, foi cobrado, valor, valeu, caro, ficou, deu, fica, vale, foi, e, pago, conta, fatura, devo, cobrar, vai cobrar, tarifa',
  free: 'gratis, gratuito, gratuita, de graca, pago, tem que pagar, custa algo, custa dinheiro, custa alguma coisa, paga, vai cobrar por, voce cobra por, vai cobrar alguma coisa, cobra por, vao cobrar por, tem custo',
  spent:
    'gastei, gasto, gastou, gastamos, gastando, gastado, ja gastei, paguei, pago, pagamos, dinheiro, grana, to gastando, conta, fatura, devo',
  'so far':
    'ate agora, ate aqui, ate o momento, ate momento, no total, total, ao todo, por enquanto, tudo junto',
  takes:
    'demorou, demora, demorar, vai demorar, demorado, demoraste, levou, leva, levar, vai levar, falta, tomou, durou, demorando',
  can: 'pode, podes, posso, consegue, consegues, consigo, poderia, podemos, sabe, sabes, da, da pra, da para, e capaz, es capaz, da pra se',
  you: 'voce, vc, vcs, voces, tu, quem e, o que e, contigo, app, aplicativo, esse chat, comigo',
  do: 'fazer, faz, fazes, faco, mudar, alterar, pedir, dizer, escrever, editar, modificar, coisas, opcoes, comandos, funcoes, efeitos, usar, uso, usa, comeco, fazer pra mim',
  help: 'ajuda, ajudar, me ajuda, me ajude, ajude me, ajude, socorro, preciso de ajuda, quem e voce, quem e vc, quem es tu, instrucoes, tutorial, nao sei usar, nao entendi como funciona',
  works: 'funciona, funcionas, usa, uso, usar, se usa, faco, mexe, mexer, mexo',
  sung: 'canta, cantam, cantando, cantado, diz, dizem, letra, letras, e cantado, se canta, cantada, esta cantando',
  model:
    'modelo, prompt, prompts, instrucao, descricao, ia, inteligencia artificial, modelo de ia, usou, usado, foi usado, usaste, gerou, gerado',
  clip: 'clipe, clipes, clip, clips, cena, cenas, plano, planos, parte, partes',
  video: 'video, videos, musica, cancao, videoclipe, projeto, todo, inteiro, completo',
  section:
    'refrao, refroes, estrofe, estrofes, verso, versos, ponte, intro, introducao, outro, final, secoes, coro',
  number:
    'um, dois, duas, tres, quatro, cinco, seis, sete, oito, nove, dez, primeir(o|a), segund(o|a), terceir(o|a)',
  more: 'mais, ainda mais, mais ainda, mais disso, mais forte, mais intens(o|a), aumenta, aumente, capricha mais, mais do mesmo, com mais forca, pode aumentar, mais marcad(o|a)',
  less: 'menos, nao tao forte, nao tanto, mais suave, mais leve, mais sutil, suaviza, suavize, diminui, diminua, reduz, reduza, abaixa, baixa, menos forte, menos intens(o|a), mais fraco, mais fraca, nao tao intenso, maneira, pega leve, mais fraquinho',
  'a bit':
    'um pouco, pouco, pouquinho, um pouquinho, um tiquinho, tiquinho, bocadinho, um bocadinho, bocado, levemente, ligeiramente, um tico, um tanto, um toque, so um pouco',
  'too much':
    'demais, forte demais, exagerou, exagerad(o|a), muito forte, e demais, passou do ponto, muito, intenso demais, demasiado, excessivo, pesou a mao',
  again: 'de novo, outra vez, mais uma vez, repete, repita, mesma coisa',
};
