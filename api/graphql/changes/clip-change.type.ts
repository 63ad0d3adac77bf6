import { Field, Int, ObjectType } from 'type-graphql';
import type { ChangeAction } from '../../../core/quote/video-model-card.js';
import { describedEnum } from '../described-enum.js';
import { TimeRangeType } from '../history/clip-version.type.js';
import {
  CostBreakdownType,
  RegenerationErrorType,
  RegenerationStatusEnum,
  TemplateType,
} from '../regenerations/regeneration.type.js';

export const ActionEnum = describedEnum<ChangeAction>('ChangeAction', 'How a change is made.', {
  ADJUST_FOOTAGE:
    "The built-in renderer works on the clip's own footage: every movement stays, nothing is charged.",
  EDIT_FOOTAGE: 'A video model edits the footage: motion and framing stay, what was asked for changes.',
  NEW_SHOT: 'A video model makes a new shot from the prompt and a first frame or references.',
});

@ObjectType('ClipChange', { description: "One clip's part of a regeneration.", simpleResolvers: true })
export class ClipChangeType {
  @Field(() => Int, { description: 'The clip; counts from 0.' })
  clipIndex: number;

  @Field(() => String, { description: "The user's own words for this clip." })
  instruction: string;

  @Field(() => String, {
    nullable: true,
    description: 'The prompt that the new version is made from; null until it is written.',
  })
  modifiedPrompt: string | null;

  @Field(() => [TemplateType], {
    description: 'The templates that rewrite the prompt; empty where a language model or the rules do.',
  })
  templates: TemplateType[];

  @Field(() => [TemplateType], {
    description: 'Those of its templates whose look it takes away: “without the rain”.',
  })
  removed: TemplateType[];

  @Field(() => TimeRangeType, {
    nullable: true,
    description: 'The part of the clip that it is for; null: all of it.',
  })
  range: TimeRangeType | null;

  @Field(() => ActionEnum, { description: 'How it is made.' })
  action: ChangeAction;

  @Field(() => String, { description: 'What makes the footage.' })
  videoModel: string;

  @Field(() => RegenerationStatusEnum, { description: "Where this clip's part stands." })
  status: RegenerationStatusEnum;

  @Field(() => Int, { description: '0 to 100.' })
  progress: number;

  @Field(() => CostBreakdownType, {
    description: 'USD. What was really charged for this clip; grows while it runs.',
  })
  cost: CostBreakdownType;

  @Field(() => RegenerationErrorType, {
    nullable: true,
    description: 'Why this clip failed; null unless FAILED.',
  })
  error: RegenerationErrorType | null;
}
