/** The user of the demo sign-in, who also owns imports without --user. */
export const DEMO_USER_ID = 'd3a0c11b-0000-4000-8000-000000000001';
