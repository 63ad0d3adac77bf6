/** A part of the song, in seconds. */
export interface Section {
  label: string;
  /** Counts from 1 among those of the same label. */
  occurrence: number;
  start: number;
  end: number;
}

/** The section that is heard at a time; undefined outside of all. */
export function sectionAt<S extends Section>(sections: readonly S[], seconds: number): S | undefined {
  return sections.findLast(({ start, end }) => start <= seconds && seconds < end);
}

/** "Chorus 2", or "Bridge" where there is only one. */
export function nameOfSection({ label, occurrence }: Section, all: readonly Section[]): string {
  const name = label.charAt(0).toUpperCase() + label.slice(1);
  const isOnly = all.filter((section) => section.label === label).length === 1;
  return isOnly ? name : `${name} ${occurrence}`;
}
