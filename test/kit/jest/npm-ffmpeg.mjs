// For tiers whose subject is not media: programs that they start use the ffmpeg and ffprobe that npm brings. These are linked
// statically and start within 10 ms of CPU; Debian's take 70 ms, and one change of a clip starts about ten of them.
import ffmpeg from '@ffmpeg-installer/ffmpeg';
import ffprobe from '@ffprobe-installer/ffprobe';

process.env.FFMPEG_PATH ??= ffmpeg.path;
process.env.FFPROBE_PATH ??= ffprobe.path;
