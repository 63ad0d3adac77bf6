import type { Language } from './language.js';
import { PORTUGUESE_LOOKS } from './looks/pt.js';
import { PORTUGUESE_TALK } from './talk/pt.js';

export const PORTUGUESE: Language = {
  spaced: true,
  ignored: 'o, a, os, as, um, uma, lo, la',
  degrees:
    'por todo lado, em todo lugar, por toda parte, como nos filmes, como em hollywood, extremamente, um pouco, um pouquinho, um bocado, um tanto, pouquinho, bem, muito, muita, ainda, levemente, ligeiramente, realmente, bastante, super, mt, mto, bem mais, pouquinho mais, um tiquinho, tiquinho, bocadinho, um bocadinho, um toque, so um pouco, so um pouquinho, muito mais bem, um cado, pra caramba, demais mesmo, nao da pra ver nada, nao da pra ver, nao se ve nada, pf, ai, oi, ne, so, somente, apenas, como no cinema, igual no cinema, que nem no cinema',
  aBit: 'um pouco, um pouquinho, um bocado, um tanto, pouquinho, levemente, ligeiramente, um tiquinho, tiquinho, bocadinho, um bocadinho, um toque',
  much: 'extremamente, muito, muita, bem, super, realmente, mt, mto, pra caramba, bastante',
  frames:
    'podia ser, podia estar, podia ficar, poderia ser, poderia estar, poderia ficar, pode ser, pode ficar, deveria ser, devia ser, devia estar, colocar um, botar um, por um, dar um, joga, jogue, joga um, taca, manda, aquelas, aqueles, aquela, aquele, essas, esses, faz, faca, fazer, fazer isso, faze, faz ficar, faca ficar, faz com que fique, torna, torne, tornar, torna isso, deixa, deixe, deixar, deixa isso, coloca, coloque, colocar, coloca isso, poe, ponha, por, muda, mude, mudar, muda para, mude para, mudar para, transforma, transforme, transforma em, transforme em, transformar em, quero, quero que, quero que seja, quero que fique, queria, gostaria, gostaria que fosse, gostaria de, preciso, prefiro, da, dar, de mais vida, que seja, que fique, seja, fique, ficar, fosse, pode, podes, poderia, podia, voce pode, consegue, da para, em, com, como, para, versao, modo, efeito, estilo, clima, adiciona, adicione, adicionar, acrescenta, acrescente, bota, bote, botar, mete, aplica, aplique, usa, use, quero ver, que pareca, pareca, parecendo, parecer, que tenha, um efeito, um toque de, toque de, filtro, look, tom, ar de, de, tipo, pra ficar, para ficar, faz parecer, faca parecer, deixa ele, deixa ela, voce consegue, vc consegue, da pra deixar, da pra colocar, da pra por, da pra fazer, pode deixar, pode colocar, pode fazer, poderia deixar, poderia colocar, vc pode, tem como, tem como deixar, tem como colocar, consegue deixar, consegue colocar, consegue fazer, seria bom, fica, queria que ficasse, que fosse, ficasse, estilo de, o efeito, bota um, me da, com um, com uma, deixar com, deixa com, deixa mais com, reproduz, reproduza, toca, passa, que termine, que comece',
  clip: 'nessa cena, nesta cena, neste clipe, nesse clipe, neste video, nesse video, nesta imagem, nessa imagem, nesta parte, nessa parte, nesse trecho, isso, isto, ele, ela, cena, imagem, clipe, clip, video, plano, esta cena, essa cena, esta imagem, essa imagem, este clipe, esse clipe, este video, esse video, tudo, do video, da cena, da imagem, do clipe, na cena, na imagem, no video, no clipe, isso aqui, isto aqui, aqui, cores, todos, clipes, cenas, o clipe, a cena, esse aqui, coisas, musica, eles, elas, estes, estas, esses, essas',
  courtesies:
    'exagerou, voce exagerou, passou do ponto, pesou a mao, por favor, porfavor, faz favor, se faz favor, se possivel, obrigado, obrigada, agora, tambem, ok, okay, ta, bom, sim, entao, para mim, pra mim, so isso, pfv, pfvr, por gentileza, aqui, isso, isso ai, cara, mano, ola, valeu, vlw, poxa, nossa, ai ai',
  joins: 'e, mas, depois, e tambem, tambem',
  pairs: 'cima embaixo, cima baixo, preto branco, branco preto',
  more: 'mais de #, (um pouco|) mais de #, mais *, precisa de mais #, com mais #, (aumenta|aumente|aumentar|sobe|suba) #, (adiciona|adicione|adicionar|acrescenta|bota) (mais|) #, (coloca|poe|bota|quero|da|de|mete|com) mais #, aumenta (o|a|) #, precisa mais #, quero mais *, mais (de|) #',
  less: 'menos *, nao tao *, nao tanto #, nao tanta #, com menos #, (diminui|diminua|diminuir|reduz|reduza|reduzir|baixa|baixe|abaixa|abaixe|tira) #, (tira|tire|diminui|diminua|abaixa|baixa|reduz) (um pouco|um pouquinho|) (de|da|do|) #, sem tanto #, sem tanta #, nao precisa tanto #, menos (de|) #',
  tooMuch:
    '(esta|ta|ficou|e|tem|continua|) * demais, (esta|ta|ficou|e|tem|) muito * demais, (esta|ta|ficou|e|tem|ha|) (demasiado|demasiada) *, (esta|ta|ficou|e|tem|) * em excesso, excesso de #, (esta|ta|ficou|e|achei|acho|to achando) * demais, # demais, tem muito #, tem muita #, exagerou (no|na) #, exagerou no #, exagerou em #, * pra caramba, (demasiado|demasiada|demasiados) *',
  tooLittle:
    '(tem|ha|esta com|) (pouco|pouca) #, falta #, falta mais #, nao tem # suficiente, (nao|nao esta|nao e|nao ficou) * (suficiente|o suficiente), (nao|nao esta|nao e) suficientemente *',
  otherWishes:
    'adiciona, adicione, adicionar, acrescenta, acrescente, coloca, coloque, poe, ponha, bota, remove, remova, remover, tira, tire, apaga, troca, troque, cria, inclui, inclua, muda',
  words: PORTUGUESE_TALK,
  talk: {
    undo: 'desfazer, desfaz, desfaca, desfaz isso, desfaca isso, desfazer isso, desfaz a ultima mudanca, reverter, reverte, reverta, voltar, volta, volta atras, volte, versao anterior, volta como estava, como estava antes, desfazer a ultima mudanca, desfazer ultima alteracao, desfaz a alteracao, pode desfazer, volta como era, volta a versao anterior, quero a versao anterior',
    redo: 'refazer, refaz, refaca',
    'start over':
      'desfaz tudo, desfaca tudo, desfazer tudo, (remove|remova|tira) todas as alteracoes, comecar de novo, comeca de novo, comecar do zero, do zero, original, versao original, volta ao original, voltar ao original',
    cancel: 'cancelar, cancela, cancele, cancela isso, para, pare, espera, espere, parar',
    no: 'assim nao, melhor nao, nao faca isso, nao, nao obrigado, nao obrigada, esquece, deixa pra la, deixa, melhor nao, nada',
    yes: 'sim, claro, claro que sim, ok, okay, ta bom, ta, pode ser, pode, isso, isso mesmo, confirmar, confirmo, aceito, aceitar, com certeza, vai, beleza, faz isso, faca isso, de acordo, sim por favor',
    'I do not like it':
      'nao (gosto|gostei) (disso|disto|assim|), (ficou|esta|e) (feio|horrivel|ruim|pessimo|estranho|chato|mal), feio, horrivel, ruim, que feio, nao e o que eu queria',
    help: 'ajuda, ajude me, me ajuda, me ajude, o que voce pode fazer, o que voce faz, que podes fazer, como funciona, como funciona isso, quem e voce, quem es tu, o que (eu|) posso (fazer|dizer|pedir|mudar) (aqui|), que posso fazer, o que da pra fazer, como (se|eu|) (usa|uso) (isso|), o que (voce|tu) (sabe|sabes) fazer, o que podes fazer',
    thanks:
      'ficou (otimo|bom|lindo|perfeito|melhor|muito bom), muito melhor, (muito|) (obrigado|obrigada), valeu, perfeito, otimo, excelente, legal, muito bom, muito bem, gostei, adorei, amei, bom trabalho, fantastico, lindo, maravilha, que bom',
    hi: 'ola, oi, bom dia, boa tarde, boa noite, tudo bem, como vai, e ai, tchau, adeus, ate logo',
    'what did it cost':
      'quanto (custou|custa|custava|vai custar|me custou|foi|e) (isso|isto|a ultima mudanca|ultima mudanca|ultima alteracao|mudanca|tudo isso|), qual (foi|e) (preco|custo), (e|foi|era) (gratis|gratuito|de graca), isso e (gratis|de graca), tem custo, preco',
    'what have I spent':
      'quanto (gastei|eu gastei|ja gastei|paguei|eu paguei|gastamos) (ate agora|no total|neste video|nesse video|), quanto (custou|custa) (video|este video|esse video|tudo) (ate agora|no total|), quanto (dinheiro|) (resta|sobrou|falta), custo total, gasto total, conta, conta por favor, fatura, me da conta',
    'what changed':
      '(o|) que (mudou|eu mudei|mudei|voce mudou|mudaste|foi mudado|foi alterado|voce fez|fizeste|eu fiz|fiz|eu alterei|alterei|ha de novo|tem de novo|esta diferente) (ate agora|aqui|no video|agora|), quais (mudancas|alteracoes), mostra (mudancas|historico), mostre me (mudancas|historico), historico, mudancas',
  },
  templates: PORTUGUESE_LOOKS,
};
