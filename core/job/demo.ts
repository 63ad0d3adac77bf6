/** The user whom the keyless demo sign-in signs in, and to whom imports belong unless told otherwise. */
export const DEMO_USER_ID = 'd3a0c11b-0000-4000-8000-000000000001';
