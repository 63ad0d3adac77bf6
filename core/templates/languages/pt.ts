import type { Language } from './language.js';
import { PORTUGUESE_TALK } from './talk/pt.js';

export const PORTUGUESE: Language = {
  spaced: true,
  ignored: 'o, a, os, as, um, uma, lo, la',
  degrees:
    'um pouco, um pouquinho, um bocado, um tanto, pouquinho, bem, muito, muita, ainda, levemente, ligeiramente, realmente, bastante, super',
  aBit: 'um pouco, um pouquinho, um bocado, um tanto, pouquinho, levemente, ligeiramente',
  much: 'muito, muita, bem, super, realmente',
  frames:
    'faz, faca, fazer, fazer isso, faze, faz ficar, faca ficar, faz com que fique, torna, torne, tornar, torna isso, deixa, deixe, deixar, deixa isso, coloca, coloque, colocar, coloca isso, poe, ponha, por, muda, mude, mudar, muda para, mude para, mudar para, transforma, transforme, transforma em, transforme em, transformar em, quero, quero que, quero que seja, quero que fique, queria, gostaria, gostaria que fosse, gostaria de, preciso, prefiro, da, dar, de mais vida, que seja, que fique, seja, fique, ficar, fosse, pode, podes, poderia, podia, voce pode, consegue, da para, em, com, como, para, versao, modo, efeito, estilo, clima',
  clip: 'isso, isto, ele, ela, cena, imagem, clipe, clip, video, plano, esta cena, essa cena, esta imagem, essa imagem, este clipe, esse clipe, este video, esse video, tudo, do video, da cena, da imagem, do clipe, na cena, na imagem, no video, no clipe',
  courtesies:
    'por favor, porfavor, faz favor, se faz favor, se possivel, obrigado, obrigada, agora, tambem, ok, okay, ta, bom, sim, entao, para mim, pra mim, so isso',
  joins: 'e, mas, depois, e tambem, tambem',
  pairs: 'preto branco, branco preto',
  more: 'mais de #, (um pouco|) mais de #, mais *, precisa de mais #, com mais #, (aumenta|aumente|aumentar|sobe|suba) #, (adiciona|adicione|adicionar|acrescenta|bota) (mais|) #',
  less: 'menos *, nao tao *, nao tanto #, nao tanta #, com menos #, (diminui|diminua|diminuir|reduz|reduza|reduzir|baixa|baixe|abaixa|abaixe|tira) #',
  tooMuch:
    '(esta|ta|ficou|e|tem|continua|) * demais, (esta|ta|ficou|e|tem|) muito * demais, (esta|ta|ficou|e|tem|ha|) (demasiado|demasiada) *, (esta|ta|ficou|e|tem|) * em excesso, excesso de #',
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
      'quanto (gastei|eu gastei|ja gastei|paguei|eu paguei|gastamos) (ate agora|no total|neste video|nesse video|), quanto (custou|custa) (video|este video|esse video|tudo) (ate agora|no total|), quanto (dinheiro|) (resta|sobrou|falta), custo total, gasto total',
    'what changed':
      '(o|) que (mudou|eu mudei|mudei|voce mudou|mudaste|foi mudado|foi alterado|voce fez|fizeste|eu fiz|fiz|eu alterei|alterei|ha de novo|tem de novo|esta diferente) (ate agora|aqui|no video|agora|), quais (mudancas|alteracoes), mostra (mudancas|historico), mostre me (mudancas|historico), historico, mudancas',
  },
  templates: {
    brighter: {
      wishes:
        'ilumina mais, clareia, clareie, clarear, aclara, ilumina, ilumine, iluminar, bem iluminad(o|a), esclarece imagem',
      states: 'brilhante, brilhantes, luminos(o|a|os|as), iluminad(o|a)',
      boundStates: 'clar(o|a|os|as)',
      qualities: 'estourado',
      amounts: 'luz, brilho, luminosidade, iluminacao, claridade, exposicao',
    },
    darker: {
      wishes: 'escurece, escureca, escurecer',
      states: 'escur(o|a|os|as)',
      qualities: 'pret(o|a), sombri(o|a)',
      amounts: 'escuridao, sombra, sombras',
    },
    nighttime: {
      wishes:
        '(de|durante|em|na|) noite, noturn(o|a), (cena|imagem|tomada) (noturna|de noite), meia noite, de dia para noite, dia em noite, dia para noite',
    },
    daytime: {
      wishes:
        '(de|durante|) dia, durante dia, (com|em|na) luz do dia, luz do dia, em plena luz do dia, em pleno dia, diurn(o|a), cena (diurna|de dia), noite em dia, de noite para dia',
    },
    sunset: {
      wishes:
        '(ao|no|do|com|) por do sol, (ao|no|) entardecer, (ao|no|) anoitecer, crepusculo, ao crepusculo, hora dourada, na hora dourada, poente, fim de tarde, fim da tarde, no fim da tarde, no fim de tarde, final de tarde',
    },
    dawn: {
      wishes:
        '(ao|no|) amanhecer, (ao|no|) nascer do sol, (de|) madrugada, alvorada, aurora, de manha cedo, manha cedo, raiar do dia',
    },
    more_motion: {
      wishes: 'acelera, acelere, acelerar, mexe mais, mova mais, mais rapidez, mais depressa',
      states: 'dinamic(o|a)',
      qualities: 'rapid(o|a|os|as), agitad(o|a), movimentad(o|a)',
      amounts: 'movimento, movimentos, velocidade, dinamismo, acao, movimento de camera, movimento da camera',
    },
    less_motion: {
      wishes: 'desacelera, desacelere, desacelerar, mais devagar, acalma, acalme, mexe menos',
      states: 'lent(o|a|os|as), calm(o|a), tranquil(o|a), seren(o|a)',
      qualities: 'devagar, parad(o|a), estatic(o|a)',
      amounts: 'calma, tranquilidade',
    },
    warmer: {
      wishes:
        '(cores|tons) (mais|) quentes, (cor|tom|luz) (mais|) quente, esquenta cores, aquece cores, tons mais alaranjados, mais alaranjado',
      states: 'quente, quentes',
      qualities: 'calid(o|a), alaranjad(o|a), amarelad(o|a)',
      amounts: 'calor',
    },
    cooler: {
      wishes:
        '(cores|tons) (mais|) (fri(o|a)s|azuis|azulados), (cor|tom|luz) (mais|) (frio|fria), esfria cores',
      states: 'fri(o|a|os|as)',
      qualities: 'azul, azulad(o|a), gelad(o|a)',
    },
    high_contrast: {
      wishes: '(alto|maior) contraste, contraste (alto|mais alto|maior|mais forte), contraste',
      states: 'contrastad(o|a)',
      amounts: 'contraste',
    },
    desaturated: {
      wishes:
        'dessatura, dessature, dessaturar, dessaturad(o|a), desatura, desaturad(o|a), cores (mais|) (apagadas|palidas|desbotadas|dessaturadas), menos (cor|cores|saturacao|saturad(o|a)|colorid(o|a)|vivo), cores menos (vivas|saturadas), (diminui|diminua|reduz|reduza|baixa|abaixa) (cor|cores|saturacao), (muita|muito|) (saturado|colorido) demais, (cor|cores|saturacao) demais',
    },
    dramatic: { states: 'dramatic(o|a)', amounts: 'drama, dramaticidade' },
    dreamy: {
      wishes: '(como|de) sonho, como num sonho, como em sonho',
      states: 'oniric(o|a), sonhador, sonhadora',
    },
    gritty: { states: 'cru, crua, asper(o|a)' },
    ethereal: { states: 'etere(o|a)' },
    high_energy: {
      states: 'energic(o|a), energetic(o|a), animad(o|a)',
      amounts: 'energia, vida, animacao, vitalidade',
    },
    vivid: {
      wishes: '(cores|cor) (mais|) (vivas|vibrantes|intensas|saturadas|fortes), satura, sature, saturar',
      states: 'vivid(o|a), vibrante, vibrantes, colorid(o|a), saturad(o|a)',
      amounts: 'cor, cores, saturacao, colorido',
    },
    pastel: { wishes: '(em|) (cores|tons) pastel, (em|) (cores|tons) pasteis, em pastel', states: 'pastel' },
    teal_orange: {
      wishes: 'turquesa laranja, laranja turquesa, teal orange, cores de cinema, cor de cinema',
    },
    matte: { wishes: 'acabamento fosco, pretos lavados', states: 'fosc(o|a)' },
    black_and_white: {
      wishes:
        'preto e branco, em preto e branco, a preto e branco, branco e preto, pb, monocromatic(o|a), escala de cinza, em escala de cinza, tons de cinza, sem cor, sem cores',
    },
    sepia: {
      wishes: 'em sepia, tom sepia, tons sepia, cor sepia, foto antiga, como foto antiga',
      states: 'sepia',
    },
    red_tint: {
      wishes: 'tom vermelho, tons vermelhos, tingido de vermelho, todo vermelho, luz vermelha',
      states: 'vermelh(o|a), avermelhad(o|a)',
    },
    orange_tint: {
      wishes: 'tom laranja, tons laranja, tingido de laranja, todo laranja, luz laranja',
      states: 'alaranjad(o|a)',
    },
    yellow_tint: { wishes: 'tom amarelo, tons amarelos, tingido de amarelo, todo amarelo, luz amarela' },
    green_tint: {
      wishes: 'tom verde, tons verdes, tingido de verde, luz verde',
      states: 'verde, esverdead(o|a)',
    },
    blue_tint: { wishes: 'tom azul, tingido de azul, luz azul' },
    purple_tint: {
      wishes: 'tom (roxo|violeta), tons (roxos|violeta), tingido de (roxo|violeta), luz (roxa|violeta)',
      states: 'rox(o|a), violeta, purpura',
    },
    pink_tint: {
      wishes: 'tom rosa, tons rosa, tingido de rosa, luz rosa, cor de rosa',
      states: 'rosad(o|a)',
    },
    blur: {
      wishes: 'desfoca, desfoque, desfocar, embaca, embacar, fora de foco',
      states: 'desfocad(o|a), borrad(o|a), embacad(o|a)',
      amounts: 'desfoque',
    },
    soft_focus: { wishes: 'foco suave, efeito flou' },
    sharpen: {
      wishes: 'mais nitidez, agucar, com mais detalhe',
      states: 'nitid(o|a), definid(o|a)',
      amounts: 'nitidez, definicao',
    },
    cartoon: {
      wishes:
        'desenho animado, como (um|) desenho animado, cartum, como (um|) cartum, estilo cartoon, quadrinhos, como quadrinhos, estilo quadrinhos, banda desenhada',
    },
    pixelate: {
      wishes: 'pixela, pixelar, pixelize, efeito pixel, com pixels, em pixels, pixel art',
      states: 'pixelad(o|a), pixelizad(o|a)',
      amounts: 'pixels',
    },
    glitch: {
      wishes: 'glitch, com glitch, glitches, efeito glitch, falha digital, interferencia',
      amounts: 'glitch, glitches',
    },
    vintage_film: {
      wishes:
        'filme antigo, filme velho, como (um|) filme antigo, como (um|) filme velho, cinema antigo, super 8, retro',
      states: 'vintage',
    },
    vhs: { wishes: 'vhs, fita vhs, fita de video, como (uma|) fita vhs, como vhs' },
    film_grain: {
      wishes: 'granulacao, granulacao de filme, com granulacao, grao de filme, com grao',
      states: 'granulad(o|a)',
      amounts: 'granulacao, grao',
    },
    vignette: {
      wishes: 'vinheta, com vinheta, vinhetas, bordas escuras, cantos escuros, escurece (bordas|cantos)',
      amounts: 'vinheta',
    },
    mirror: {
      wishes:
        'espelha, espelhe, espelhar, espelhado, espelhada, como espelho, inverte horizontalmente, vira horizontalmente',
    },
    flip: { wishes: 'de cabeca para baixo, de ponta cabeca, inverte verticalmente, vira verticalmente' },
    rotate: {
      wishes:
        'gira, gire, girar, rotaciona, rotacione, rotacionar, gira 90 graus, gire 90 graus, rotaciona 90 graus',
    },
    crop_closer: {
      wishes: 'recorta, recorte, recortar, enquadramento mais fechado, plano mais fechado, mais perto',
    },
    zoom_in: {
      wishes: 'aproxima, aproxime, aproximar, aproxima camera, da zoom, de zoom, zoom para dentro, zoom',
    },
    zoom_out: { wishes: 'afasta, afaste, afastar, afasta camera, zoom para fora' },
    pan_left: { wishes: 'panoramica para esquerda, camera para esquerda, pan para esquerda' },
    pan_right: { wishes: 'panoramica para direita, camera para direita, pan para direita, panoramica' },
    shake: {
      wishes: 'camera tremida, camera na mao, treme camera, tremor, tremer camera',
      states: 'tremid(o|a)',
      amounts: 'tremor',
    },
    letterbox: {
      wishes:
        'barras pretas, com barras pretas, faixas pretas, com faixas pretas, formato de cinema, cinemascope, tarjas pretas',
      amounts: 'barras pretas, faixas pretas',
    },
    slow_motion: {
      wishes: 'camera lenta, em camera lenta, slow motion, na metade de velocidade, metade da velocidade',
    },
    speed_up: {
      wishes:
        'camera rapida, em camera rapida, dobro da velocidade, no dobro da velocidade, ao dobro da velocidade',
    },
    reverse: {
      wishes:
        'de tras para frente, de tras pra frente, ao contrario, inverte, inverter, invertid(o|a), em reverso, reverso, reproduz ao contrario',
    },
    freeze: {
      wishes: 'congela, congele, congelar, congela imagem, imagem congelada, quadro congelado',
      states: 'congelad(o|a)',
    },
    fade_in: { wishes: 'fade de entrada, surge do preto, aparece do preto' },
    fade_out: { wishes: 'fade de saida, escurece ate preto, fade para preto' },
    rain: {
      wishes: 'com chuva, chovendo, na chuva, sob chuva, chuva, faz chover',
      states: 'chuvos(o|a)',
      amounts: 'chuva',
    },
    snow: { wishes: 'com neve, nevando, na neve, neve, faz nevar', states: 'nevad(o|a)', amounts: 'neve' },
    fog: {
      wishes: 'com nevoeiro, nevoeiro, neblina, com neblina, nevoa, com nevoa, bruma',
      amounts: 'nevoeiro, neblina, nevoa, bruma',
    },
    beat_pulse: {
      wishes: 'pulsa no ritmo, pulsar no ritmo, pulse na batida, zoom na batida, pulsar na batida',
    },
    beat_flash: {
      wishes: 'flash na batida, flashes na batida, flash no ritmo, luz estroboscopica, estroboscopio',
    },
    light_leaks: {
      wishes: 'vazamentos de luz, com vazamentos de luz, vazamento de luz, light leaks',
      amounts: 'vazamentos de luz',
    },
  },
};
