import { DEMO_USER_ID } from '../../core/import/demo-user.js';
import { parseArguments } from './arguments.js';

const OWNER = '7f4c1d7e-0000-4000-8000-00000000000a';

it('gives a video to the demo user where no other can sign in', () => {
  expect(parseArguments(['folder'], {}).userId).toBe(DEMO_USER_ID);
  expect(parseArguments(['folder', '--user', OWNER], {}).userId).toBe(OWNER);
});

it.each([
  [[], 'Say which file or folder to import.'],
  [['a', 'b'], 'Only one file or folder can be imported at a time.'],
  [['a', '--user', 'me'], '--user must be a UUID, not me.'],
  [['a', '--nope'], "Unknown option '--nope'."],
])('says what is missing or wrong in one sentence: %j', (argv, sentence) => {
  expect(() => parseArguments(argv)).toThrow(
    expect.objectContaining({ name: 'ImportError', message: sentence }),
  );
});

it.each([
  { NODE_ENV: 'production' },
  { AUTH_JWKS_URL: 'https://auth.example/keys' },
  { AUTH_JWT_SECRET: 'x' },
])('asks for its owner where others sign in: %j', (variables) => {
  expect(() => parseArguments(['folder'], variables)).toThrow(/^Say whose the video is: --user UUID/);
  expect(parseArguments(['folder', '--user', OWNER], variables).userId).toBe(OWNER);
});
