import { Field, ID, Int, ObjectType } from 'type-graphql';
import { CostBreakdownType } from '../regenerations/regeneration.type.js';

@ObjectType('Suggestion', {
  description: 'Something that stands out in a video, with words that change it.',
  simpleResolvers: true,
})
export class SuggestionType {
  @Field(() => ID, { description: 'The same as long as the clip stays as it is.' })
  id: string;

  @Field(() => Int, { description: 'The clip that it is about; counts from 0.' })
  clipIndex: number;

  @Field(() => String, {
    description: 'What accepting it sends, as a message: "make clip 3 brighter by 40 %".',
  })
  instruction: string;

  @Field(() => String, { description: 'Why, with the figures.' })
  reason: string;

  @Field(() => CostBreakdownType, { description: 'USD. By the built-in renderer.' })
  estimatedCost: CostBreakdownType;
}
