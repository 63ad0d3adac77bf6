import { WORKFLOW } from '../../../../../test/providers/comfyui-workflow.js';
import { framesFor, sizeFor } from './figures.js';
import { filled, readWorkflow, type WorkflowMistakes } from './workflow.js';

type Entries = Record<string, { class_type?: string; inputs?: Record<string, unknown> }>;

/** The workflow with an input changed; undefined removes the node. */
function changed(node: string, inputs?: Record<string, unknown>, type?: string): string {
  const copy = structuredClone(WORKFLOW) as unknown as Entries;
  if (inputs === undefined) delete copy[node];
  else
    copy[node] = {
      ...copy[node],
      ...(type !== undefined && { class_type: type }),
      inputs: { ...copy[node]?.inputs, ...inputs },
    };
  return JSON.stringify(copy);
}

function mistakesOf(json: string): readonly string[] {
  try {
    readWorkflow(json);
    return [];
  } catch (error) {
    return (error as WorkflowMistakes).sentences;
  }
}

describe('a workflow file', () => {
  it('is sent with a value of the right type in each place, and without our entry', () => {
    const workflow = readWorkflow(JSON.stringify(WORKFLOW));
    const values = {
      prompt: 'a "street"',
      negative: '',
      seed: 7,
      width: 1248,
      height: 704,
      frames: 73,
      fps: 24,
    };
    const sent = filled(workflow, { ...values, first_picture: 'clip-chatbot/a.jpg' });
    expect(Object.keys(sent)).toEqual(Object.keys(WORKFLOW).filter((key) => key !== 'clip_chatbot'));
    expect(sent['4']!.inputs).toEqual({ text: 'a "street"', clip: ['2', 0] });
    expect(sent['7']!.inputs).toMatchObject({ width: 1248, height: 704, length: 73 });
    expect(sent['8']!.inputs['seed']).toBe(7);
    expect(sent['6']!.inputs).toEqual({ image: 'clip-chatbot/a.jpg' });
    expect(workflow.figures).toMatchObject({ label: 'Wan 2.2 here', seconds: [3, 5], frameStep: 4 });
  });

  it.each<[what: string, json: string, sentence: RegExp]>([
    ['no JSON', '{', /^It is not JSON: /],
    ['a list', '[]', /^It is not a workflow: /],
    ['the format of the page', '{"nodes":[],"links":[]}', /Export it in API format/],
    ['the body of a request', JSON.stringify({ prompt: WORKFLOW }), /^The entry "prompt" is not a node/],
    [
      'an unknown placeholder',
      changed('8', { seed: '{{seeds}}' }),
      /^Node 8 \(KSampler\), input seed: {{seeds}} is not known/,
    ],
    ['a part of a text', changed('4', { text: 'film, {{prompt}}' }), /^Node 4 .*must be the whole value/],
    ['a nested one', changed('8', { seed: { value: '{{seed}}' } }), /^Node 8 .*must be the whole value/],
    ['no prompt', changed('4', { text: 'a cat' }), /^No input is "{{prompt}}"/],
    ['the prompt twice', changed('5', { text: '{{prompt}}' }), /^Node 5 .*{{prompt}} is already in node 4/],
    [
      'a picture twice',
      changed('20', { image: '{{first_picture}}' }, 'LoadImage'),
      /^Node 20 .*already in node 6/,
    ],
    [
      'a picture where none is loaded',
      changed('7', { start_image: '{{first_picture}}' }),
      /^Node 7 \(Wan22ImageToVideoLatent\), input start_image: {{first_picture}} becomes the name of a file/,
    ],
    [
      'a link to nowhere',
      changed('3'),
      /^Node 7 .*input vae: it is linked to node 3, which is not in the file/,
    ],
    ['no saved video', changed('13', {}, 'SaveImage'), /^No node saves a video/],
    [
      'a saved GIF',
      changed('13', { format: 'image/gif' }, 'VHS_VideoCombine'),
      /^Node 13 \(VHS_VideoCombine\), input format: image\/gif is not a video/,
    ],
    [
      'a wrong figure',
      JSON.stringify({ ...WORKFLOW, clip_chatbot: { fps: 0 } }),
      /^Entry clip_chatbot\.fps: /,
    ],
    [
      'an unknown figure',
      JSON.stringify({ ...WORKFLOW, clip_chatbot: { fpz: 9 } }),
      /^Entry clip_chatbot: .*fpz/,
    ],
    ['a giant', changed('4', { text: 'x'.repeat(130_000) }), /larger than 120 KiB/],
  ])('with %s is refused with a sentence that says where', (_, json, sentence) => {
    const mistakes = mistakesOf(json);
    expect(mistakes.filter((mistake) => sentence.test(mistake))).toHaveLength(1);
    expect(mistakes.every((mistake) => mistake.endsWith('.'))).toBe(true);
  });

  it('may give the prompt to two inputs of one node, and numbers to many', () => {
    expect(mistakesOf(changed('4', { also: '{{prompt}}', steps: '{{seed}}' }))).toEqual([]);
  });
});

it('asks for whole steps of frames that last as long, and for sides in steps', () => {
  expect([3, 5, 0.01].map((seconds) => framesFor(seconds, { fps: 16, frameStep: 4 }))).toEqual([49, 81, 1]);
  expect(framesFor(5, { fps: 24, frameStep: 1 })).toBe(120);
  expect(sizeFor('16:9', { shortSide: 480, sideStep: 16 })).toEqual({ width: 848, height: 480 });
  expect(sizeFor('9:16', { shortSide: 704, sideStep: 32 })).toEqual({ width: 704, height: 1248 });
});
