/** The greatest seed that every video model takes: 31 bits. */
export const MAX_SEED = 0x7fff_ffff;
