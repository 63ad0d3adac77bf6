import { asksForAnotherShot } from './another-shot.js';

// cspell:disable
describe('a wish', () => {
  it.each([
    'a different angle',
    'another shot of the harbor',
    'show a dragon over the city',
    'show the skyline from above',
    'make it a close-up of her hands',
    'a wide shot of the beach',
    'drone shot over the sea',
    'redo this one',
    'start over with something completely different',
    'replace the shot with a train station',
    'from behind',
    'otro plano del puerto',
    'un primer plano de sus manos',
    'outra cena na praia',
    'un autre plan de la plage',
    'gros plan sur les mains',
    'eine andere Einstellung',
    'eine Nahaufnahme von ihr',
    "un'altra inquadratura",
    'primo piano del viso',
    '別のアングルで',
    '彼女のクローズアップ',
    '换个镜头',
    '给她一个特写',
    '다른 장면으로',
    '얼굴 클로즈업',
  ])('“%s” is for another shot', (wish) => {
    expect(asksForAnotherShot(wish)).toBe(true);
  });

  it.each([
    'give the girl a red hat',
    'add a dragon in the sky',
    'remove the lamp post',
    'make the car blue',
    'change the harbor into a desert',
    'replace the umbrella with a kite',
    'show more of the light',
    'new shoes for Mara',
    'she wears a different coat',
    'turn the people into robots',
    'un dragón en el cielo',
    'quita la farola',
    'ponle un sombrero rojo',
    'coloque um chapéu nela',
    'ajoute un dragon',
    'mets-lui un chapeau rouge',
    'gib ihr einen roten Hut',
    'mach das Auto blau',
    'aggiungi un drago',
    '空にドラゴンを追加して',
    '帽子を赤くして',
    '加一条龙',
    '把车变成蓝色',
    '하늘에 용을 추가해줘',
    '모자를 빨간색으로',
  ])('“%s” is for something in the shot', (wish) => {
    expect(asksForAnotherShot(wish)).toBe(false);
  });

  it('of any length is read at once', () => {
    for (const piece of ['another ', 'show ', 'from ', '别', 'close ', 'ander ', 'new new shot'])
      expect(asksForAnotherShot(piece.repeat(2_000))).toEqual(expect.any(Boolean));
  });
});
