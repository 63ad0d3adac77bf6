import { z } from 'zod';

/** Packets that are read at most: 60 s of 120 pictures a second with their sound are about 10,000. */
const MOST_PACKETS = 16_000;

/** ffprobe's options for the times of all packets, in one reading with the headers. */
export const PACKETS_READ: readonly string[] = [
  ...['-show_packets', '-show_entries', 'packet=stream_index,pts_time,duration_time,flags'],
  ...['-read_intervals', `%+#${MOST_PACKETS}`],
];

export const packetSchema = z.object({
  stream_index: z.number(),
  pts_time: z.coerce.number().optional(),
  duration_time: z.coerce.number().catch(0).default(0),
  flags: z.string().default(''),
});
export type Packet = z.infer<typeof packetSchema>;

/**
 * How long a picture lasts, from its first frame to the end of its last one; null if not all of its packets were read
 * or have times. Headers leave it out (a browser's recording) or are wrong (an index that counts frames times rate).
 */
export function pictureSeconds(
  packets: readonly Packet[],
  streamIndex: number,
  frameRate: number,
): number | null {
  if (packets.length >= MOST_PACKETS) return null;
  const shown = shownOf(packets, streamIndex);
  if (shown.length === 0) return null;
  let [first, last] = [shown[0]!, shown[0]!];
  for (const packet of shown) {
    if (packet.pts_time === undefined || first.pts_time === undefined || last.pts_time === undefined)
      return null;
    if (packet.pts_time < first.pts_time) first = packet;
    if (packet.pts_time > last.pts_time) last = packet;
  }
  const span = last.pts_time! - first.pts_time!;
  const usual = shown.length > 1 ? span / (shown.length - 1) : frameRate > 0 ? 1 / frameRate : 0;
  return span + (last.duration_time > 0 ? last.duration_time : usual);
}

/** How long the frame that stands longest is shown; 0 if the packets do not say. */
export function longestFrameSeconds(packets: readonly Packet[], streamIndex: number): number {
  return shownOf(packets, streamIndex).reduce((longest, each) => Math.max(longest, each.duration_time), 0);
}

/** An edit list cuts off what is marked with D: it is decoded and never shown. */
function shownOf(packets: readonly Packet[], streamIndex: number): Packet[] {
  return packets.filter((each) => each.stream_index === streamIndex && each.flags[1] !== 'D');
}
