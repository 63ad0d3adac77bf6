import type { Adjustment } from '../adjustments/adjustment.js';
import { storedLooks } from '../adjustments/recipe.js';
import type { ClipRecord } from '../job/job-record.js';
import { PROVIDERS } from '../../runner/video/providers/registry.js';
import { rateCard } from './rate-card.js';
import { NO_HISTORY, NOTHING_TAKEN_OVER } from './estimate.js';
import { matchTemplates } from '../templates/templates.js';
import { makeQuote, type Quote } from './quote.js';
import { budgetWarning } from './quote-warnings.js';
import type { QuoteTerms } from './quote-terms.js';

const clip: ClipRecord = {
  jobId: '0a7c1c5e-0000-4000-8000-000000000001',
  clipIndex: 2,
  videoKey: 'video-clips/job/clip_2.mp4',
  startFrame: 300,
  endFrame: 420,
  beatSeconds: [0.5, 1],
  prompt: 'A street',
  negativePrompt: null,
  costUsd: null,
  seed: null,
  references: { scene: null, characters: [] },
  names: [],
  versionNumber: 1,
  rootVersion: 1,
  adjustments: null,
  footageVersion: 1,
  currentVideoKey: 'video-clips/job/clip_2.mp4',
  sha256: null,
  currentPrompt: 'A street',
  thumbnailKey: null,
  originalThumbnailKey: null,
  regenerationCount: 0,
  lyricsPreview: null,
};
const job = { totalCost: '1.5000', reservedCost: '0.0000' };
const terms: QuoteTerms = {
  ...{ action: 'ADJUST_FOOTAGE', aspectRatio: '16:9' },
  videoModel: 'local',
  promptModel: null,
  rateCard: rateCard(PROVIDERS.models, '0.05'),
  history: NO_HISTORY,
  takenOver: NOTHING_TAKEN_OVER,
  ...{ takes: 1, isTakes: false },
  ...{ prompt: null, seed: null, style: null, lastInstruction: [] },
  isAhead: false,
  isUnseen: false,
  part: null,
};

const quote = (instruction: string, change: Partial<QuoteTerms> = {}, of: ClipRecord = clip): Quote =>
  makeQuote(of, instruction, { ...terms, ...change });
const codes = ({ warnings }: Quote): string[] => warnings.map(({ code }) => code);

describe('a quote', () => {
  it('names the template and prices the seconds of the clip', () => {
    const { templates, estimatedCost, reply, warnings } = quote('make it nighttime');
    expect(templates.map(({ id }) => id)).toEqual(['nighttime']);
    expect(estimatedCost).toMatchObject({
      languageModel: '0.0000',
      video: '0.2000',
      total: '0.2000',
      known: true,
    });
    expect(reply).toContain('Only clip 3 changes');
    expect(warnings).toEqual([]);
  });

  it('is none of a look that follows beats where none are known, and a new shot needs none', () => {
    expect(quote('pulse on the beat').recipe!.adjustments).toEqual([{ id: 'beat_pulse', strength: 1 }]);
    const silent = { ...clip, beatSeconds: [] };
    expect(() => quote('pulse on the beat', {}, silent)).toThrow(
      'No beats of the song are known where this plays',
    );
    for (const [from, fails] of [
      [0, false],
      [2, true],
    ] as const) {
      const ofPart = () => quote('pulse on the beat', { part: { from, to: from + 1 } });
      if (fails) expect(ofPart).toThrow('No beats of the song');
      else expect(ofPart().recipe!.adjustments).toHaveLength(1);
    }
    expect(quote('flash to the beat', { videoModel: 'kling_v21' }, silent).templates).toHaveLength(1);
  });

  it.each([
    ...['add a dragon', 'please', 'make the car red', 'do not make it night', 'a bit more'],
    ...['less contrast', 'too gritty', 'not dark'],
  ])('is none where nothing of “%s” could be seen, with or without a language model', (instruction) => {
    const sentence = `I can't show “${instruction}” in this footage: that needs a video model.`;
    for (const promptModel of [null, 'gpt-4o'])
      expect(() => quote(instruction, { promptModel })).toThrow(sentence);
    expect(quote(instruction, { videoModel: 'kling_v21' }).estimatedCost.video).toBe('0.2500');
  });

  it('is none where the built-in renderer has no footage to change', () => {
    const unmade = { ...clip, currentVideoKey: null };
    expect(() => quote('make it nighttime', {}, unmade)).toThrow(/^This clip has no footage/);
  });

  it.each([
    ['hi', /^Hello! Say what should change/],
    ['Thanks!', /^You are welcome/],
    ['what can you do?', /^I can change the light/],
    ['undo', /^Undo, .* takes the last change back/],
    ['undo the last change and make it brighter', /^Undo and a new change are two steps/],
    ['yes', /use its buttons/],
    ['how much did it cost?', /^I can't answer that/],
  ])('is none for “%s”, whatever models there are', (message, answer) => {
    for (const change of [{}, { videoModel: 'kling_v21', promptModel: 'gpt-4o' }])
      expect(() => quote(message, change)).toThrow(answer);
  });

  it('does what it can of an instruction without a language model, and says what it cannot', () => {
    const partly = quote('make it nighttime and add a red car');
    expect(partly.templates).toEqual([]);
    expect(partly.reply).toMatch(/night.*“add a red car”/);
    expect(partly.warnings).toEqual([
      {
        code: 'UNSUPPORTED_BY_RENDERER',
        message: expect.stringContaining('it cannot do “add a red car”') as string,
      },
    ]);
    expect(codes(quote('make it nighttime and add a red car', { videoModel: 'kling_v21' }))).toEqual([]);
  });

  it('says that a clip which was never made needs a picture, where the model does', () => {
    const unmade = { ...clip, currentVideoKey: null };
    expect(codes(quote('add a car', { videoModel: 'kling_v21' }, unmade))).toEqual([
      'UNSUPPORTED_BY_RENDERER',
    ]);
    const pictured = { ...unmade, references: { scene: 'reference-images/scene.jpg', characters: [] } };
    expect(codes(quote('add a car', { videoModel: 'kling_v21' }, pictured))).toEqual([]);
    expect(codes(quote('add a car', { videoModel: 'veo_31' }, unmade))).toEqual([]);
  });

  it('prices the length that a model makes, and says where it is too short for the clip', () => {
    const priced = quote('add a car', { videoModel: 'kling_v21' });
    expect(priced.estimatedCost).toMatchObject({ video: '0.2500', known: true });
    expect(codes(priced)).toEqual([]);
    const long = quote(
      'add a car',
      { videoModel: 'kling_v21' },
      { ...clip, endFrame: clip.startFrame + 360 },
    );
    expect(long.estimatedCost.video).toBe('0.5000');
    expect(long.warnings).toEqual([
      {
        code: 'CLIP_LONGER_THAN_MODEL',
        message:
          'This clip lasts 12 s and kling_v21 makes 10 s at most; its last picture is held for the rest.',
      },
    ]);
  });

  it('asks no language model for a prompt of its person, and reads no template in its place', () => {
    const own = { prompt: 'A red car in the rain', promptModel: 'gpt-4o-mini', videoModel: 'wan_25_i2v' };
    const given = quote('make it nighttime, with a dragon', { ...own, seed: 7 });
    expect(given.estimatedCost.languageModel).toBe('0.0000');
    expect(given).toMatchObject({ templates: [], recipe: null, list: { promptModel: null } });
    expect(given.reply).toBe(
      "I'll make clip 3 again from your prompt, word for word. The seed is 7. Only clip 3 changes; the song and every other clip stay as they are.",
    );
    expect(codes(given)).not.toContain('UNSUPPORTED_BY_RENDERER');
    const written = quote('make it nighttime, with a dragon', { ...own, prompt: null, seed: 7, takes: 2 });
    expect(Number(written.estimatedCost.languageModel)).toBeGreaterThan(0);
    expect(written.reply).toMatch(/The first take has the seed 7, each further one the next\.$/);
  });

  it('says that the built-in renderer keeps such a prompt, and draws the instruction', () => {
    const given = quote('make it nighttime, with a dragon', {
      prompt: 'A red car',
      promptModel: 'gpt-4o-mini',
    });
    expect(given.recipe!.adjustments).toEqual([{ id: 'nighttime', strength: 1 }]);
    expect(given.estimatedCost.languageModel).toBe('0.0000');
    expect(given.reply).toMatch(/night.* Your prompt is kept with the clip, word for word\. Only clip 3/);
    expect(given.warnings).toEqual([
      {
        code: 'UNSUPPORTED_BY_RENDERER',
        message: expect.stringMatching(
          /cannot do “.*dragon”\. Your prompt stays with the clip, but not in/,
        ) as string,
      },
    ]);
    expect(codes(quote('make it nighttime', { prompt: 'A red car' }))).toEqual(['UNSUPPORTED_BY_RENDERER']);
  });

  it('prices the language model that rewrites what no template means, and only that', () => {
    const rewritten = quote('add a car', { videoModel: 'kling_v21', promptModel: 'gpt-4o' });
    expect(rewritten.estimatedCost).toMatchObject({
      languageModel: '0.0041',
      video: '0.2500',
      total: '0.2541',
    });
    expect(rewritten.reply).toContain('gpt-4o');
    expect(quote('brighter', { promptModel: 'gpt-4o' }).estimatedCost.languageModel).toBe('0.0000');
  });

  it('reserves for a language model without a price, and never calls that a price', () => {
    const assumed = quote('add a car', { videoModel: 'kling_v21', promptModel: 'llama3' });
    expect(assumed.estimatedCost).toMatchObject({ languageModel: '0.0041', known: false });
    expect(assumed.warnings).toEqual([
      { code: 'PRICE_UNKNOWN', message: 'The price of llama3 is not known; the total may be higher.' },
    ]);
  });

  it('says what clips of the model have really cost and taken lately', () => {
    const history = { video: 1.5, languageModel: 1, seconds: 0.5 };
    const learned = quote('brighter', { videoModel: 'kling_v21', history });
    const listed = quote('brighter', { videoModel: 'kling_v21' });
    expect(learned.estimatedCost.video).toBe('0.3750');
    expect(learned.estimatedSeconds).toBe(Math.round(listed.estimatedSeconds / 2));
    expect(learned.list).toEqual(listed.list);
  });

  it('takes nothing again for what an earlier try has left', () => {
    const terms = { videoModel: 'wan_25_i2v', promptModel: 'gpt-4o' };
    const prompt = quote('add a car', { ...terms, takenOver: { prompt: true, clip: false } });
    expect(prompt.estimatedCost).toMatchObject({ languageModel: '0.0000', video: '0.5000', known: false });
    const both = quote('add a car', { ...terms, takenOver: { prompt: true, clip: true } });
    expect(both.estimatedCost).toMatchObject({ total: '0.0000', known: true });
    expect(both.estimatedSeconds).toBeLessThan(prompt.estimatedSeconds / 4);
    expect(codes(both)).toEqual([]);
  });

  it('never calls an assumed figure a price', () => {
    const assumed = quote('add a car', { videoModel: 'wan_25_i2v' });
    expect(assumed.estimatedCost.known).toBe(false);
    expect(codes(assumed)).toEqual(['PRICE_UNKNOWN']);
  });

  it('warns from the fourth regeneration of a clip on', () => {
    expect(codes(quote('brighter', {}, { ...clip, regenerationCount: 2 }))).toEqual([]);
    expect(codes(quote('brighter', {}, { ...clip, regenerationCount: 3 }))).toEqual(['MANY_REGENERATIONS']);
  });

  it('warns near and over the budget', () => {
    const { estimatedCost } = quote('brighter');
    const code = (budgetUsd: string) => budgetWarning(job, estimatedCost, budgetUsd)?.code;
    expect(['2.2', '2.1', '1.6'].map(code)).toEqual([undefined, 'NEAR_BUDGET', 'OVER_BUDGET']);
  });

  it('warns of no budget where nothing is charged', () => {
    const free = quote('brighter', { rateCard: rateCard(PROVIDERS.models, '0') });
    expect(['1.5', '1'].map((budgetUsd) => budgetWarning(job, free.estimatedCost, budgetUsd))).toEqual([
      null,
      null,
    ]);
    const unknown = rateCard(PROVIDERS.models, '0', {
      videoModels: { kling_v21: { usdPerSecond: '0', known: false } },
    });
    const unpriced = quote('add a car', { videoModel: 'kling_v21', rateCard: unknown });
    expect(codes(unpriced)).toEqual(['PRICE_UNKNOWN']);
    expect(budgetWarning(job, unpriced.estimatedCost, '1')?.code).toBe('OVER_BUDGET');
  });

  it('never shows an unknown price as a price', () => {
    const unknown = quote('brighter', { videoModel: 'wan_25_i2v' });
    expect(unknown.estimatedCost.known).toBe(false);
    expect(codes(unknown)).toEqual(['PRICE_UNKNOWN']);
  });

  describe('of a clip with adjustments', () => {
    const night: ClipRecord = {
      ...clip,
      ...{ versionNumber: 4, rootVersion: 4, footageVersion: 2 },
      adjustments: [{ id: 'nighttime', strength: 1 }],
    };
    const lastInstruction = matchTemplates('make it nighttime');

    it('edits their list, over the same footage, and says what becomes of each', () => {
      const softer = quote('a bit less', { lastInstruction }, night);
      expect(softer.recipe).toEqual({
        style: null,
        adjustments: [{ id: 'nighttime', strength: 0.75 }],
        footageVersion: 2,
      });
      expect(softer.templates.map(({ id }) => id)).toEqual(['nighttime']);
      expect(softer.reply).toBe(
        '“Nighttime” goes from 100 % to 75 %. Only clip 3 changes; the song and every other clip stay as they are.',
      );
      const more = quote('a bit more', { lastInstruction }, night);
      expect(more.reply).toMatch(/^More of the same: “Nighttime” goes from 100 % to 125 %\./);
      const without = quote('without the night', {}, night);
      expect(without.recipe!.adjustments).toEqual([]);
      expect(without.reply).toMatch(/^“Nighttime” goes: the footage is as it was\. Only clip 3/);
      const warm = quote('a bit warmer', {}, night);
      expect(warm.recipe!.adjustments).toEqual([
        { id: 'nighttime', strength: 1 },
        { id: 'warmer', strength: 0.5 },
      ]);
      expect(warm.reply).toMatch(/^I'll give this clip warmer colors, a bit\. Only clip 3/);
    });

    it('names what is still to come where "a bit less" is about that, and not what is there now', () => {
      const lastInstruction = matchTemplates('sunset');
      const less = quote('a bit less', { lastInstruction, isAhead: true, isUnseen: true }, night);
      expect(less.reply).toMatch(/^I'll change how much there is of “Sunset” once what was asked for before/);
      expect(less.templates).toEqual(lastInstruction);
      expect(less.recipe!.adjustments).toEqual([{ id: 'nighttime', strength: 1 }]);
      expect(quote('a bit less', { lastInstruction }, night).reply).toMatch(/^“Nighttime” goes from 100 %/);
    });

    it.each([
      ['make it nighttime', 'This clip has “Nighttime” already. Say “stronger” or “softer”'],
      ['make it nighttime and add a dragon', 'This clip has “Nighttime” already.'],
    ])('is none for “%s”, which would not be seen', (instruction, sentence) => {
      expect(() => quote(instruction, {}, night)).toThrow(sentence);
      // At its turn it may be: what runs now can take the night away.
      expect(quote(instruction, { isAhead: true }, night).recipe).toMatchObject({ footageVersion: 2 });
    });

    it('is none for less of what is not there, whoever made the picture', () => {
      const less = (of: ClipRecord) => () => quote('a bit less', { lastInstruction }, of);
      expect(less(clip)).toThrow("“Nighttime” is in the picture itself and can't be made softer.");
      expect(less({ ...night, adjustments: [] })).toThrow(
        'There is nothing left of “Nighttime” in this clip.',
      );
    });

    it('begins with the footage of the version itself where nothing of it is known, also of another release', () => {
      const restored = { ...clip, versionNumber: 5, rootVersion: 3, footageVersion: 3 };
      expect(quote('brighter', {}, restored).recipe!.footageVersion).toBe(3);
      const unknown = { ...night, adjustments: [{ id: 'of_another_release', strength: 1 }] };
      expect(quote('brighter', {}, unknown).recipe).toEqual({
        style: null,
        adjustments: [{ id: 'brighter', strength: 1 }],
        footageVersion: 4,
      });
    });

    it('begins with the look of another clip where that is asked for: light and color give way, moods stay', () => {
      const style = {
        clipIndex: 0,
        versionNumber: 2,
        key: 'video-clips/job/clip_0.mp4',
        seen: null,
        strength: 1,
      };
      const mixed = [
        { id: 'nighttime', strength: 1 },
        { id: 'warmer', strength: 0.5 },
        { id: 'dreamy', strength: 1 },
      ];
      const clip1 = quote('', { style, promptModel: 'gpt-4o' }, { ...night, adjustments: mixed });
      const dreamy = { id: 'dreamy', strength: 1 };
      expect(clip1.recipe).toEqual({ style, adjustments: [dreamy], footageVersion: 2 });
      expect(clip1.reply).toMatch(
        /^I'll give this clip the light, color and contrast of clip 1\. That takes the place of “Nighttime” and “Warmer”\. Only clip 3 changes/,
      );
      expect(clip1.estimatedCost.languageModel).toBe('0.0000');
      const darker = quote('a bit darker', { style: { ...style, strength: 0.4 } }, clip);
      expect(darker.recipe).toMatchObject({ adjustments: [{ id: 'darker', strength: 0.5 }] });
      expect(darker.reply).toMatch(
        /light, color and contrast 40 % of the way to those of clip 1\. I'll make this clip darker, a bit\./,
      );

      const seen = { red: 90, green: 80, blue: 70, saturation: 30 };
      const styled = {
        ...night,
        adjustments: storedLooks({ style: { ...style, seen }, adjustments: [dreamy as Adjustment] }),
      };
      expect(() => quote('', { style }, styled)).toThrow('This clip has that look already.');
      expect(quote('remove all looks', {}, styled).recipe).toMatchObject({ style: null, adjustments: [] });
      expect(() => quote('remove all looks')).toThrow(/no look that could be taken away/);
      const own = quote('without the look', {}, styled);
      expect(own.recipe).toEqual({ style: null, adjustments: [dreamy], footageVersion: 2 });
      expect(own.reply).toMatch(/^This clip gets its own light and color back\. Only clip 3/);
      // It stays under what is asked for later, with what was seen once.
      const warm = quote('warmer', {}, styled).recipe!;
      expect(warm.style).toEqual({ ...style, seen });
      expect(warm.adjustments.map(({ id }) => id)).toEqual(['warmer', 'dreamy']);
    });

    it('is none of a video model, which makes footage of its own', () => {
      const shot = { videoModel: 'kling_v21', action: 'NEW_SHOT' } as const;
      expect(quote('make it nighttime', shot, night).recipe).toBeNull();
    });

    it('stays as it is over what a model edits, and the answer says so', () => {
      const edit = { videoModel: 'kling_o1_edit', action: 'EDIT_FOOTAGE' } as const;
      const { recipe, reply } = quote('add a hat', edit, night);
      expect(recipe).toEqual({
        style: null,
        adjustments: [{ id: 'nighttime', strength: 1 }],
        footageVersion: 2,
      });
      expect(reply).toBe(
        'kling_o1_edit edits the footage of clip 3: “add a hat”. Motion and framing stay. ' +
          '“Nighttime” is drawn over the edit, and becomes part of the footage.',
      );
      const written = quote('add a hat', { ...edit, promptModel: 'gpt-4o' });
      expect(written.recipe).toBeNull();
      expect(written.reply).toContain('gpt-4o puts that into words for it.');
    });
  });

  describe('for more of what was asked for before', () => {
    const lastInstruction = matchTemplates('make it brighter');
    const ids = ({ templates }: Quote): string[] => templates.map(({ id }) => id);

    it('is the same template once more where there is no language model, and says so', () => {
      const more = quote('a bit more', { lastInstruction });
      expect(ids(more)).toEqual(['brighter']);
      expect(more.reply).toMatch(/^More of the same: .*bright/);
      expect(more.warnings).toEqual([]);
    });

    it('is left to the language model where there is one: a template says everything but once', () => {
      const more = quote('a bit more', { lastInstruction, promptModel: 'gpt-4o', videoModel: 'kling_v21' });
      expect(ids(more)).toEqual([]);
      expect(more.list.promptModel).toBe('gpt-4o');
    });

    it('is the same template once more where the built-in renderer works, which reads no prompt', () => {
      const more = quote('a bit more', { lastInstruction, promptModel: 'gpt-4o' });
      expect(ids(more)).toEqual(['brighter']);
    });
  });
});
