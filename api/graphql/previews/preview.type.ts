import { Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType('Filmstrip', {
  description:
    'Frames of a clip side by side in one row of one JPEG: frame n starts n x width pixels from the left, and is what the clip ' +
    'shows n x interval seconds from its own start.',
  simpleResolvers: true,
})
export class FilmstripType {
  @Field(() => String, { description: 'Signed, 1 hour.' })
  url: string;

  @Field(() => Int, { description: 'How many frames there are, 1 to 40.' })
  frames: number;

  @Field(() => Float, { description: 'Seconds between two frames; 0.5 in clips of up to 20 seconds.' })
  interval: number;

  @Field(() => Int, { description: 'Pixels of one frame; the longer side has at most 160.' })
  width: number;

  @Field(() => Int, { description: 'Pixels of one frame.' })
  height: number;
}

@ObjectType('Waveform', {
  description: "The wave of the song from the video's first frame to its last.",
  simpleResolvers: true,
})
export class WaveformType {
  @Field(() => String, {
    description:
      'Signed, 1 hour. A file as audiowaveform writes it (.dat, version 2, 8 bits, one channel): 24 bytes of header, then of each ' +
      'peak the least and the greatest value, a signed byte each.',
  })
  url: string;

  @Field(() => Int, { description: 'Peaks in each second.' })
  peaksPerSecond: number;
}
