import { Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType('SongSection', {
  description: 'A part of the song: intro, verse, chorus, bridge, outro, …',
  simpleResolvers: true,
})
export class SongSectionType {
  @Field(() => String, { description: 'What part it is, in lower case, e.g. "chorus".' })
  label: string;

  @Field(() => Int, {
    description: 'Counts from 1 among the sections of the same label: the second chorus is 2.',
  })
  occurrence: number;

  @Field(() => Float, { description: 'Where it starts, in seconds on the song.' })
  start: number;

  @Field(() => Float, { description: 'Where it ends, in seconds on the song.' })
  end: number;

  @Field(() => [Int], { description: 'The clips of which more than half lies inside, by index.' })
  clipIndexes: readonly number[];

  @Field(() => Boolean, {
    description: 'True where it was worked out from repeated lyrics, not delivered with the song.',
  })
  isGuess: boolean;
}
