/** The name of an attempt's Job, as operators know it; spelled out here, so that a test notices a change. */
export function jobName(regenerationId: string, attempt = 1): string {
  return `regen-${regenerationId}-a${attempt}`;
}
