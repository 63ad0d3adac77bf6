/** The user who is signed in without a password while no auth is configured: owner of the demo video. */
export const DEMO_USER_ID = 'd3a0c11b-0000-4000-8000-000000000001';
