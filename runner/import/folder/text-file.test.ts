import { decodeLegacy } from './legacy-encodings.js';
import { decodeText } from './text-file.js';

/** Bytes of a text in an encoding that the platform only decodes: found by decoding all bytes and pairs of bytes. */
function encode(text: string, encoding: string): Uint8Array {
  const bytesOf = new Map<string, number[]>();
  const learn = (...bytes: number[]) => {
    const character = decodeLegacy(Uint8Array.from(bytes), encoding);
    if ([...character].length === 1 && character !== '\ufffd' && !bytesOf.has(character))
      bytesOf.set(character, bytes);
  };
  for (let lead = 0; lead < 256; lead++) learn(lead);
  const isWide = !/^(windows|koi8)/.test(encoding);
  for (let lead = 0x81; isWide && lead < 0xff; lead++) {
    for (let trail = 0x40; trail < 0xff; trail++) learn(lead, trail);
  }
  return Uint8Array.from([...text].flatMap((character) => bytesOf.get(character) ?? missing(character)));
}

function missing(character: string): never {
  throw new Error(`${character} is not in this encoding.`);
}

const utf16 = (text: string, isBigEndian: boolean) => {
  const bytes = Buffer.from(text, 'utf16le');
  return isBigEndian ? bytes.swap16() : bytes;
};
const LINE = '[00:01.20]Déjà vu, 夜色温柔';

it.each<[string, Uint8Array]>([
  ['UTF-8', Buffer.from(LINE)],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${LINE}`)],
  ['UTF-16 with a mark', utf16(`\uFEFF${LINE}`, false)],
  ['UTF-16BE with a mark', utf16(`\uFEFF${LINE}`, true)],
  ['UTF-16 without', utf16(LINE, false)],
  ['UTF-16BE without', utf16(LINE, true)],
])('reads %s and says nothing', (_name, bytes) => {
  expect(decodeText(bytes)).toEqual({ text: LINE, remark: null });
});

it('reads ISO-2022-JP, whose bytes are all ASCII, and leaves out bytes of 0', () => {
  const bytes = Buffer.concat([Buffer.from('\x1b$B$"$$\x1b(B', 'latin1')]);
  expect(decodeText(bytes).text).toBe('あい');
  expect(decodeText(Buffer.from('a line of text that ends\0')).text).toBe('a line of text that ends');
});

it.each([
  [
    'cut within a character',
    Buffer.from('[00:01.00]你好世界我爱你').subarray(0, -1),
    '[00:01.00]你好世界我爱',
  ],
  [
    'joined to other bytes',
    Buffer.concat([
      Buffer.from('Schöne Bäume, für große Träume\n'),
      Buffer.from([0xff]),
      Buffer.from('naïve'),
    ]),
    'Schöne Bäume, für große Träume\nnaïve',
  ],
])('reads UTF-8 that was %s, and says so', (_how, bytes, text) => {
  const remark = 'Some bytes of its text are damaged; the characters that they stood for are left out.';
  expect(decodeText(bytes)).toEqual({ text, remark });
});

/** One or two lines of songs as they are: short texts are the hard ones. */
it.each([
  ['gb18030', '[00:00.20]夜色温柔\n[00:01.20]星星在唱歌'],
  ['gb18030', '[00:01.00]你说过要陪我到老\n[00:05.00]月亮代表我的心'],
  ['gb18030', '[00:01.00]想你，每一个夜晚'],
  ['big5', '[00:01.00]你說過要陪我到老\n[00:05.00]月亮代表我的心'],
  ['shift_jis', '[00:01.00]君の名を呼ぶ夜\n[00:04.00]さくらの花が咲く'],
  ['shift_jis', '[00:01.00]サヨナラ'],
  ['euc-jp', '[00:01.00]君の名を呼ぶ夜\n[00:04.00]さくらの花が咲く'],
  ['euc-kr', '[00:01.00]너를 사랑해 오늘 밤\n[00:04.00]비가 오는 거리에서'],
  ['windows-1251', '[00:01.00]Ночь, улица, фонарь\n[00:04.00]Я помню чудное мгновенье'],
  ['koi8-r', '[00:01.00]Ночь, улица, фонарь\n[00:04.00]Я помню чудное мгновенье'],
  ['windows-1252', '[00:01.00]Déjà vu, mon cœur à l’été\n[00:03.00]Où est-ce que tu vas ?'],
  ['windows-1252', '[00:01.00]Straße für größere Träume'],
  ['windows-1252', '[00:01.00]¿Dónde está el niño? ¡Mañana!'],
  ['windows-1252', '[00:01.00]I don’t know – café'],
  ['windows-1252', 'une idée à moi'],
  ['windows-1250', '[00:01.00]Żółta łódź płynie wśród gęstej mgły'],
  ['windows-1253', '[00:01.00]Σ’ αγαπώ, καρδιά μου\n[00:03.00]Θάλασσα πλατιά'],
  ['windows-1255', '[00:01.00]שלום עליכם מלאכי השרת'],
  ['windows-1254', '[00:01.00]İstanbul’da güneş, ağlama'],
  ['euc-kr', '강남스타일'],
  ['windows-1255', '[00:01.00]אני אוהב אותך\n[00:04.00]לילה טוב'],
  ['windows-1251', 'тебя люблю'],
  ['windows-1251', '[00:01.00]Я люблю тебя, жизнь'],
  ['euc-kr', '[00:01.00]보고 싶다'],
  ['big5', '[00:01.00]後來，我總算學會了如何去愛'],
  ['gb18030', '[00:01.00]后来，我总算学会了如何去爱\n[00:05.00]可惜你早已远去消失在人海'],
  ['gb18030', '[ti:晴天]\n[ar:周杰伦]\n[00:29.26]故事的小黄花'],
  ['gb18030', '一个女孩在雨中奔跑\n城市的夜景'],
])('reads %s: %s', (encoding, text) => {
  const read = decodeText(encode(text, encoding));
  expect(read.text).toBe(text);
  expect(read.remark).toMatch(
    new RegExp(`^Its text is not in UTF-8; it was read as [A-Z][\\w ]+ \\(${encoding}\\)\\.$`, 'i'),
  );
});
