import { outputsOf } from './outputs.js';

const file = (filename: string, more: object = {}) => ({ filename, subfolder: '', type: 'output', ...more });

describe('the outputs of a prompt', () => {
  it.each<[what: string, outputs: Record<string, unknown>, names: string[]]>([
    ['images of SaveVideo', { '9': { images: [file('a.mp4')], animated: [true] } }, ['a.mp4']],
    ['gifs of Video Combine', { '9': { gifs: [file('a', { format: 'video/h264-mp4' })] } }, ['a']],
    ['videos of other nodes', { '9': { videos: [file('a.WebM')], text: ['done'] } }, ['a.WebM']],
    [
      'several nodes, previews last',
      { '3': { gifs: [file('t.mp4', { type: 'temp' })] }, '9': { images: [file('a.png'), file('a.mov')] } },
      ['a.mov', 't.mp4'],
    ],
    ['garbage', { '9': null, '10': { images: 'a.mp4', gifs: [null, { filename: 7 }, file('a.png')] } }, []],
  ])('are videos in %s', (_, outputs, names) => {
    expect(outputsOf(outputs).views.map((view) => view.get('filename'))).toEqual(names);
  });

  it('are named only in a query, whatever the name', () => {
    const [view] = outputsOf({
      '9': { images: [file('../../a&b=c.mp4', { subfolder: '/../x' })] },
    }).views;
    expect(view!.toString()).toBe('filename=..%2F..%2Fa%26b%3Dc.mp4&subfolder=%2F..%2Fx&type=output');
  });
});
