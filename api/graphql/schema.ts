import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchema, type PubSub } from 'type-graphql';
import { ChangesQuoteResolver } from './changes/changes-quote.resolver.js';
import { ClipChangesResolver, ClipChangeVersionsResolver } from './changes/clip-change.resolver.js';
import { VideoModelResolver } from './changes/video-model.resolver.js';
import { ClipResolver } from './clips/clip.resolver.js';
import {
  ChatMessageResolver,
  ConversationResolver,
  OfferResolver,
} from './conversation/conversation.resolver.js';
import { ClipVersionResolver, ClipVersionsResolver } from './history/clip-version.resolver.js';
import { ClipVersionKeptResolver } from './history/kept.resolver.js';
import { RestoreResolver } from './history/restore.resolver.js';
import {
  RegenerationResultResolver,
  VideoVersionResolver,
  VideoVersionsResolver,
} from './history/video-version.resolver.js';
import { JobChangesResolver } from './jobs/job-changes.resolver.js';
import { JobConnectionResolver } from './jobs/job-connection.resolver.js';
import { JobMutationsResolver } from './jobs/job-mutations.resolver.js';
import { JobResolver } from './jobs/job.resolver.js';
import {
  ClipPreviewResolver,
  ClipVersionPreviewResolver,
  JobPreviewResolver,
  VideoVersionPreviewResolver,
} from './previews/preview.resolver.js';
import { QueueResolver } from './queue/queue.resolver.js';
import { ProgressResolver } from './regenerations/progress.resolver.js';
import {
  JobRegenerationsResolver,
  RegenerationConnectionResolver,
} from './regenerations/regeneration-connection.resolver.js';
import { RegenerationResolver } from './regenerations/regeneration.resolver.js';

// TypeGraphQL requires a pubSub for subscriptions; ours read rows instead (api/progress).
const unusedPubSub: PubSub = {
  publish: () => undefined,
  subscribe: () => {
    throw new Error('Subscriptions read from the database.');
  },
};

export async function createSchema(): Promise<GraphQLSchema> {
  return await buildSchema({
    resolvers: [
      JobResolver,
      JobConnectionResolver,
      JobChangesResolver,
      JobMutationsResolver,
      JobRegenerationsResolver,
      RegenerationConnectionResolver,
      ClipResolver,
      RegenerationResolver,
      ProgressResolver,
      ClipChangesResolver,
      ClipChangeVersionsResolver,
      ChangesQuoteResolver,
      VideoModelResolver,
      ClipVersionsResolver,
      ClipVersionResolver,
      ClipVersionKeptResolver,
      VideoVersionsResolver,
      VideoVersionResolver,
      RegenerationResultResolver,
      RestoreResolver,
      QueueResolver,
      ConversationResolver,
      ChatMessageResolver,
      OfferResolver,
      ClipPreviewResolver,
      ClipVersionPreviewResolver,
      JobPreviewResolver,
      VideoVersionPreviewResolver,
    ],
    validate: false,
    pubSub: unusedPubSub,
  });
}
