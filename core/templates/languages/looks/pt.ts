import type { Language } from '../language.js';

/** How people say each look. */
export const PORTUGUESE_LOOKS: Language['templates'] = {
  brighter: {
    wishes:
      '(esta|ta|ficou) (muito|bem|super) escur(o|a), ilumina mais, clareia, clareie, clarear, aclara, ilumina, ilumine, iluminar, bem iluminad(o|a), esclarece imagem, mais iluminado, aumenta brilho, mais luz, sobe brilho, com mais luz, nao da pra ver nada, nao da pra ver, nao se ve nada, clareia um pouco',
    states: 'brilhante, brilhantes, luminos(o|a|os|as), iluminad(o|a)',
    boundStates: 'clar(o|a|os|as)',
    qualities: 'estourado',
    amounts: 'luz, brilho, luminosidade, iluminacao, claridade, exposicao',
  },
  darker: {
    wishes:
      'escurece, escureca, escurecer, diminui brilho, baixa brilho, menos luz, apaga luzes, abaixa luz, mais sombrio, (esta|ta|ficou|saiu) (muito|super|bem) (claro|clara|brilhante|estourado|estourada), (esta|ta|ficou|saiu) (estourado|estourada)',
    states: 'escur(o|a|os|as)',
    qualities: 'pret(o|a), sombri(o|a)',
    amounts: 'escuridao, sombra, sombras',
  },
  nighttime: {
    wishes:
      '(de|durante|em|na|) noite, noturn(o|a), (cena|imagem|tomada) (noturna|de noite), meia noite, de dia para noite, dia em noite, dia para noite, de noite, a noite, noturno, como se fosse noite, que seja noite, noite, cena noturna, parecer noite, parecendo noite, como a noite',
  },
  daytime: {
    wishes:
      '(de|durante|) dia, durante dia, (com|em|na) luz do dia, luz do dia, em plena luz do dia, em pleno dia, diurn(o|a), cena (diurna|de dia), noite em dia, de noite para dia, de dia, como se fosse dia, dia claro, ensolarado, meio dia',
  },
  sunset: {
    wishes:
      '(ao|no|do|com|) por do sol, (ao|no|) entardecer, (ao|no|) anoitecer, crepusculo, ao crepusculo, hora dourada, na hora dourada, poente, fim de tarde, fim da tarde, no fim da tarde, no fim de tarde, final de tarde, por do sol, ao por do sol, no por do sol, como por do sol, entardecer, luz de fim de tarde, (luz|cores|cor|tom|tons) de por do sol, um por do sol, como se fosse por do sol',
  },
  dawn: {
    wishes:
      '(ao|no|) amanhecer, (ao|no|) nascer do sol, (de|) madrugada, alvorada, aurora, de manha cedo, manha cedo, raiar do dia, amanhecer, ao amanhecer, nascer do sol, como amanhecer, luz do amanhecer, de manhazinha, um amanhecer, um nascer do sol, no nascer do sol',
  },
  more_motion: {
    wishes:
      'acelera, acelere, acelerar, mexe mais, mova mais, mais rapidez, mais depressa, mais agitado, mais movimento, mais dinamico',
    states: 'dinamic(o|a)',
    qualities: 'rapid(o|a|os|as), agitad(o|a), movimentad(o|a)',
    amounts: 'movimento, movimentos, velocidade, dinamismo, acao, movimento de camera, movimento da camera',
  },
  less_motion: {
    wishes:
      'mais devagar, acalma, acalme, mexe menos, mais parado, mais calmo, estabiliza, estabilizar, camera parada, camera fixa, menos movimento, mais estavel',
    states: 'lent(o|a|os|as), calm(o|a), tranquil(o|a), seren(o|a)',
    qualities: 'devagar, parad(o|a), estatic(o|a)',
    amounts: 'calma, tranquilidade',
  },
  warmer: {
    wishes:
      '(cores|tons) (mais|) quentes, (cor|tom|luz) (mais|) quente, esquenta cores, aquece cores, tons mais alaranjados, mais alaranjado, cores quentes, tons quentes, tom quente, luz quente, cores mais quentes, tons mais quentes, um tom mais quente, mais quentinho',
    states: 'quente, quentes',
    qualities: 'calid(o|a), alaranjad(o|a), amarelad(o|a)',
    amounts: 'calor',
  },
  cooler: {
    wishes:
      '(cores|tons) (mais|) (fri(o|a)s|azuis|azulados), (cor|tom|luz) (mais|) (frio|fria), esfria cores, cores frias, tons frios, tom frio, luz fria, cores mais frias, tons mais frios, um tom mais frio, azulado',
    states: 'fri(o|a|os|as)',
    qualities: 'azul, azulad(o|a), gelad(o|a)',
  },
  high_contrast: {
    wishes:
      '(alto|maior) contraste, contraste (alto|mais alto|maior|mais forte), contraste, contraste alto, alto contraste, muito contraste, sobe contraste, aumenta contraste, contrastado',
    states: 'contrastad(o|a)',
    amounts: 'contraste',
  },
  desaturated: {
    wishes:
      'dessatura, dessature, dessaturar, dessaturad(o|a), desatura, desaturad(o|a), cores (mais|) (apagadas|palidas|desbotadas|dessaturadas), menos (cor|cores|saturacao|saturad(o|a)|colorid(o|a)|vivo), cores menos (vivas|saturadas), (diminui|diminua|reduz|reduza|baixa|abaixa) (cor|cores|saturacao), (muita|muito|) (saturado|colorido) demais, (cor|cores|saturacao) demais, cores apagadas, apaga cores, desbotado, desbotada, menos saturado, cores desbotadas, tira cor, com menos cor, mais desbotado, mais palido, menos colorido, (cores|cor) (estao|esta|tao|ta|sao|ficaram) (muito|demais|super) (fortes|forte|berrantes|berrante|carregadas|intensas|saturadas|vivas), cores (muito|super) (fortes|berrantes|carregadas|intensas), cores (fortes|berrantes|carregadas|saturadas) demais, (cores|cor) (estao|esta) (fortes|forte|berrantes|berrante) demais, (esta|ta|ficou|saiu) (muito|super|bem) (saturad(o|a)|colorid(o|a)|vivid(o|a))',
    qualities: 'palid(o|a|os|as), apagad(o|a|os|as)',
  },
  dramatic: { states: 'dramatic(o|a)', amounts: 'drama, dramaticidade' },
  dreamy: {
    wishes:
      '(como|de) sonho, como num sonho, como em sonho, sonhador, como sonho, de sonho, magico, onirico, como em um sonho',
    states: 'oniric(o|a), sonhador, sonhadora',
  },
  gritty: { states: 'cru, crua, asper(o|a)', wishes: 'sujo, mais sujo, cru, bruto, aspero' },
  ethereal: { states: 'etere(o|a)', wishes: 'celestial, angelical, etereo' },
  high_energy: {
    states: 'energic(o|a), energetic(o|a), animad(o|a)',
    amounts: 'energia, vida, animacao, vitalidade',
    wishes: 'energetico, com energia, cheio de energia, mais animado, animado',
  },
  vivid: {
    wishes:
      '(cores|cor) (mais|) (vivas|vibrantes|intensas|saturadas|fortes), satura, sature, saturar, cores vivas, cores vibrantes, cores mais vivas, mais colorido, mais cor, saturado, com mais cor, cores fortes, cores mais fortes, cores mais vibrantes, com cores vivas, com cores mais vivas, reforca cores, cores (estao|sao|ficaram) (muito|demasiado) (palidas|apagadas), (palido|palida|apagado|apagada) demais, cores (estao|ficaram|) (palidas|apagadas) demais',
    states: 'vivid(o|a), vibrante, vibrantes, colorid(o|a), saturad(o|a)',
    amounts: 'cor, cores, saturacao, colorido',
  },
  pastel: {
    wishes:
      '(em|) (cores|tons) pastel, (em|) (cores|tons) pasteis, em pastel, cores pastel, tons pastel, tom pastel',
    states: 'pastel',
  },
  teal_orange: {
    wishes:
      'turquesa laranja, laranja turquesa, teal orange, cores de cinema, cor de cinema, look de cinema, cinematografico, cara de cinema, visual de cinema, como cinema',
  },
  matte: { wishes: 'acabamento fosco, pretos lavados', states: 'fosc(o|a)' },
  black_and_white: {
    wishes:
      'preto e branco, em preto e branco, a preto e branco, branco e preto, pb, monocromatic(o|a), escala de cinza, em escala de cinza, tons de cinza, sem cor, sem cores, p b, em pb, tira cor toda, monocromatico, tira cores',
  },
  sepia: {
    wishes: 'em sepia, tom sepia, tons sepia, cor sepia, foto antiga, como foto antiga, tom de sepia',
    states: 'sepia',
  },
  red_tint: {
    wishes:
      'tom vermelho, tons vermelhos, tingido de vermelho, todo vermelho, luz vermelha, avermelhado, filtro vermelho, mais vermelho, em vermelho, tom avermelhado, vermelho',
    states: 'vermelh(o|a), avermelhad(o|a)',
  },
  orange_tint: {
    wishes:
      'tom laranja, tons laranja, tingido de laranja, todo laranja, luz laranja, alaranjado, filtro laranja, mais laranja, tom alaranjado',
    states: 'alaranjad(o|a)',
  },
  yellow_tint: {
    wishes:
      'tom amarelo, tons amarelos, tingido de amarelo, todo amarelo, luz amarela, amarelado, filtro amarelo, tom amarelado',
  },
  green_tint: {
    wishes:
      'tom verde, tons verdes, tingido de verde, luz verde, esverdeado, filtro verde, mais verde, tipo matrix, tom esverdeado',
    states: 'verde, esverdead(o|a)',
  },
  blue_tint: {
    wishes: 'tom azul, tingido de azul, luz azul, filtro azul, mais azul, em azul, tom azulado',
  },
  purple_tint: {
    wishes:
      'tom (roxo|violeta), tons (roxos|violeta), tingido de (roxo|violeta), luz (roxa|violeta), arroxeado, tom roxo, filtro roxo, mais roxo, luz roxa, em roxo, roxo, luzes roxas',
    states: 'rox(o|a), violeta, purpura',
  },
  pink_tint: {
    wishes:
      'tom rosa, tons rosa, tingido de rosa, luz rosa, cor de rosa, rosado, filtro rosa, mais rosa, em rosa, tom rosado',
    states: 'rosad(o|a)',
  },
  blur: {
    wishes:
      'desfoca, desfoque, desfocar, embaca, embacar, fora de foco, borra, borrado, embacado, desfocado, efeito borrado',
    states: 'desfocad(o|a), borrad(o|a), embacad(o|a)',
    amounts: 'desfoque',
  },
  soft_focus: { wishes: 'foco suave, efeito flou, foco suavizado, desfoque suave' },
  sharpen: {
    wishes:
      '(esta|ta|ficou) (desfocad(o|a)|borrad(o|a)|embacad(o|a)), (esta|ta|ficou) muito (desfocad(o|a)|borrad(o|a)|embacad(o|a)), mais nitidez, agucar, com mais detalhe, mais nitido, nitidez, mais definido, foca mais, mais foco, melhora nitidez, afia, mais detalhes, mais focado, bem nitido',
    states: 'nitid(o|a), definid(o|a)',
    amounts: 'nitidez, definicao',
  },
  cartoon: {
    wishes:
      'desenho animado, como (um|) desenho animado, cartum, como (um|) cartum, estilo cartoon, quadrinhos, como quadrinhos, estilo quadrinhos, banda desenhada, desenho, como desenho, estilo desenho animado, tipo desenho, cartoon, de desenho animado, tipo cartoon, virar desenho, parecer desenho, como desenho animado',
  },
  pixelate: {
    wishes:
      'pixela, pixelar, pixelize, efeito pixel, com pixels, em pixels, pixel art, pixelizado, pixelado, mosaico, efeito mosaico, tipo videogame antigo',
    states: 'pixelad(o|a), pixelizad(o|a)',
    amounts: 'pixels',
  },
  glitch: {
    wishes:
      'glitch, com glitch, glitches, efeito glitch, falha digital, interferencia, bug digital, efeito de glitch, distorcao digital, efeito bugado, bugado',
    amounts: 'glitch, glitches',
  },
  vintage_film: {
    wishes:
      'filme antigo, filme velho, como (um|) filme antigo, como (um|) filme velho, cinema antigo, super 8, retro, antigo, vintage, estilo retro, cara de antigo, look vintage, tipo filme antigo, estilo antigo, de filme antigo, com cara de filme antigo, visual retro, visual vintage',
    states: 'vintage',
  },
  vhs: {
    wishes:
      'vhs, fita vhs, fita de video, como (uma|) fita vhs, como vhs, tipo vhs, cara de vhs, estilo vhs, de vhs, look vhs, vhs antigo',
  },
  film_grain: {
    wishes:
      'granulacao, granulacao de filme, com granulacao, grao de filme, com grao, granulado, textura de filme, ruido de filme, grao, ruido',
    states: 'granulad(o|a)',
    amounts: 'granulacao, grao',
  },
  vignette: {
    wishes:
      'vinheta, com vinheta, vinhetas, bordas escuras, cantos escuros, escurece (bordas|cantos), escurece bordas, escurece cantos, escurece as bordas, bordas mais escuras, cantos mais escuros, efeito vinheta',
    amounts: 'vinheta',
  },
  mirror: {
    wishes:
      'espelha, espelhe, espelhar, espelhado, espelhada, como espelho, inverte horizontalmente, vira horizontalmente, efeito espelho, inverte na horizontal, vira na horizontal, vira ao contrario na horizontal',
  },
  flip: {
    wishes:
      'de cabeca para baixo, de ponta cabeca, inverte verticalmente, vira verticalmente, de cabeca pra baixo, virado de cabeca pra baixo, vira de cabeca pra baixo, virado de ponta cabeca, inverte na vertical',
  },
  rotate: {
    wishes:
      'gira, gire, girar, rotaciona, rotacione, rotacionar, gira 90 graus, gire 90 graus, rotaciona 90 graus, rodar, roda, gira imagem, girado',
  },
  crop_closer: {
    wishes:
      'recorta, recorte, recortar, enquadramento mais fechado, plano mais fechado, mais perto, corta mais perto, mais de perto, mais fechado, enquadra mais perto',
  },
  zoom_in: {
    wishes:
      'aproxima, aproxime, aproximar, aproxima camera, da zoom, de zoom, zoom para dentro, zoom, zoom in, da um zoom, zoom pra dentro, que aproxime, zoom lento, com zoom, um zoom, chega mais perto, aproxima a camera, faz um zoom',
  },
  zoom_out: {
    wishes:
      'afasta, afaste, afastar, afasta camera, zoom para fora, zoom out, zoom pra fora, afasta a camera, tira zoom',
  },
  pan_left: {
    wishes:
      'panoramica para esquerda, camera para esquerda, pan para esquerda, move camera pra esquerda, camera pra esquerda, movimento pra esquerda, pan pra esquerda, mexe camera pra esquerda, pra esquerda, move pra esquerda',
  },
  pan_right: {
    wishes:
      'panoramica para direita, camera para direita, pan para direita, panoramica, move camera pra direita, camera pra direita, movimento pra direita, pan pra direita, mexe camera pra direita, pra direita, move pra direita',
  },
  shake: {
    wishes:
      'camera na mao tremida, camera na mao tremendo, camera tremida, camera na mao, treme camera, tremor, tremer camera, tremida, camera tremendo, treme, tremedeira, tremido, camera balancando, faz tremer, balanca camera, efeito de tremor',
    states: 'tremid(o|a)',
    amounts: 'tremor',
  },
  letterbox: {
    wishes:
      'barras pretas em cima e embaixo, faixas pretas em cima e embaixo, barras pretas, com barras pretas, faixas pretas, com faixas pretas, formato de cinema, cinemascope, tarjas pretas, faixas de cinema, barras de cinema, formato cinema, faixas pretas de cinema, barras cinematograficas',
    amounts: 'barras pretas, faixas pretas',
  },
  slow_motion: {
    wishes:
      '(roda|passa|toca|esta rodando|esta tocando|se reproduz) (rapido demais|muito rapido|depressa demais), desacelera, desacelere, desacelerar, camera lenta, em camera lenta, slow motion, na metade de velocidade, metade da velocidade, slow mo, slowmo, em slow motion',
  },
  speed_up: {
    wishes:
      'camera rapida, em camera rapida, dobro da velocidade, no dobro da velocidade, ao dobro da velocidade, acelerado, timelapse, dobro de velocidade, velocidade dobrada',
  },
  reverse: {
    wishes:
      'de tras para frente, de tras pra frente, ao contrario, inverte, inverter, invertid(o|a), em reverso, reverso, reproduz ao contrario, invertido, rebobina, rebobinado, pra tras, de traz pra frente, voltando, ao reverso',
  },
  freeze: {
    wishes:
      'congela, congele, congelar, congela imagem, imagem congelada, quadro congelado, congelado, imagem parada, pausa, congela a imagem',
    states: 'congelad(o|a)',
  },
  fade_in: {
    wishes:
      'fade de entrada, surge do preto, aparece do preto, fade in, comeca do preto, fade no comeco, fade no inicio, comeca no preto, aparecer aos poucos, surge aos poucos',
  },
  fade_out: {
    wishes:
      'fade de saida, escurece ate preto, fade para preto, fade out, fade pra preto, termina no preto, escurece no final, fade no final, some no preto, escurece ate sumir, apaga no final, termina em preto, fade para preto no final, fade pra preto no final, some aos poucos',
  },
  rain: {
    wishes:
      'com chuva, chovendo, na chuva, sob chuva, chuva, faz chover, que chova, chova, chover, gotas de chuva, efeito de chuva, chuvoso',
    states: 'chuvos(o|a)',
    amounts: 'chuva',
  },
  snow: {
    wishes: 'com neve, nevando, na neve, neve, faz nevar, que neve, nevar, flocos de neve, efeito de neve',
    states: 'nevad(o|a)',
    amounts: 'neve',
  },
  fog: {
    wishes:
      'com nevoeiro, nevoeiro, neblina, com neblina, nevoa, com nevoa, bruma, enevoado, cheio de neblina, efeito de neblina, com bruma',
    amounts: 'nevoeiro, neblina, nevoa, bruma',
  },
  beat_pulse: {
    wishes:
      'pulsa no ritmo, pulsar no ritmo, pulse na batida, zoom na batida, pulsar na batida, pulsa no beat, pulsando no ritmo, pulsar com musica, pulsa com musica, zoom no beat, no ritmo de musica, no ritmo da musica, pulsar no beat, pulse no ritmo, que pulse no ritmo, pulsando na batida, pulsar com a batida, pulsa com batida',
  },
  beat_flash: {
    wishes:
      'flash na batida, flashes na batida, flash no ritmo, luz estroboscopica, estroboscopio, flash no beat, flashes no ritmo, piscar no ritmo, pisca na batida, luz piscando no ritmo, pisca no ritmo, piscando na batida, piscar na batida, flashes no beat, luzes piscando no ritmo',
  },
  light_leaks: {
    wishes:
      'vazamentos de luz, com vazamentos de luz, vazamento de luz, light leaks, entradas de luz, luz vazando, com vazamento de luz, feixes de luz',
    amounts: 'vazamentos de luz',
  },
};
