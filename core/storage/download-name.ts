import { segmentsOf } from '../util/text/segments.js';

/** In code points: the name travels percent-encoded in a URL and in a header, which servers cut off at 8 KB. */
const LONGEST_NAME = 200;
/** Names of devices, which Windows opens in place of a file, whatever their extension. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?=\.|$)/i;
/** Control and format characters, marks of direction among them, and halves of pairs. Joiners and tags shape emoji and words. */
const INVISIBLE = /(?![\u200c\u200d\u{e0020}-\u{e007f}])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;
/** No name on Windows may hold these; on other systems the slash ends a folder's name. */
const FORBIDDEN = /[/\\:*?"<>|]+/g;

/**
 * A file name for a title: what no file system takes is replaced, the rest is kept, in any language.
 *
 * @param ending follows the title: the extension with its dot, perhaps with words before it
 */
export function fileName(title: string, ending: string): string {
  const visible = title.normalize('NFC').replace(/\s+/g, ' ').replace(INVISIBLE, '');
  const plain = visible
    .replace(FORBIDDEN, '-')
    .trim()
    // A leading dot hides a file; Windows drops dots and spaces at the end.
    .replace(/^[. ]+|[. ]+$/g, '');
  const short = withoutDevice(shortName(plain));
  return `${short === '' ? 'video' : short}${ending}`;
}

/** Content-Disposition of a download of this name (RFC 6266): readable by old clients, exact by RFC 8187 for all others. */
export function asAttachment(name: string): string {
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${asciiName(name)}"; filename*=UTF-8''${encoded}`;
}

/** Without letters of other scripts; some clients decode percent signs, and a quote would end the name. */
function asciiName(name: string): string {
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot === -1 ? [name, ''] : [name.slice(0, dot), name.slice(dot)];
  const plain = stem
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]+|["%\\;]+/g, '_');
  const readable = /[a-z0-9]/i.test(plain) ? plain : 'video';
  return `${readable}${extension.replace(/[^.a-z0-9]/gi, '')}`;
}

/** Cut between two characters. */
function shortName(name: string): string {
  if (name.length <= LONGEST_NAME) return name;
  let [end, points] = [0, 0];
  for (const { index, segment } of segmentsOf(name, 'grapheme')) {
    points += [...segment].length;
    if (points > LONGEST_NAME) break;
    end = index + segment.length;
  }
  return name.slice(0, end).trimEnd();
}

function withoutDevice(name: string): string {
  return DEVICE.test(name) ? `_${name}` : name;
}
