// Loaded before a program (NODE_OPTIONS=--import), makes its clock an hour fast, as a machine without NTP may have it.
const HOUR_MS = 3_600_000;
const RightDate = globalThis.Date;

globalThis.Date = class Date extends RightDate {
  constructor(...given) {
    if (given.length === 0) super(RightDate.now() + HOUR_MS);
    else super(...given);
  }

  static now() {
    return RightDate.now() + HOUR_MS;
  }
};
