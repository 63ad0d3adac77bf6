/** The names of thoughts in tags, as models of DeepSeek, Qwen, Magistral, Kimi, Seed and others write them. */
const THOUGHTS = 'think|thinking|thoughts?|reasoning|reflection|scratchpad|analysis|seed:think';
const PAIR = new RegExp(`<(${THOUGHTS})>[\\s\\S]*?</\\1>`, 'gi');
/** Chat templates often begin the thoughts in the question, so that the answer holds their end alone. */
const LONE_END = new RegExp(`^[\\s\\S]*</(${THOUGHTS})>`, 'i');
/** An answer that ended while it thought. */
const LONE_BEGIN = new RegExp(`<(${THOUGHTS})>[\\s\\S]*$`, 'i');

/** Other marks that begin and end thoughts; the channels are those of gpt-oss (https://cookbook.openai.com/articles/openai-harmony). */
const BEGINS =
  /\[think\]|◁think▷|<\|(?:begin_of_thought|START_THINKING|begin_thinking)\|>|<\|channel\|>(?!\s*final)[^<]*(?:<\|constrain\|>[^<]*)?<\|message\|>/gi;
const ENDS =
  /\[\/think\]|◁\/think▷|<\|(?:end_of_thought|END_THINKING|end_thinking)\|>|<\|channel\|>\s*final[^<]*(?:<\|constrain\|>[^<]*)?<\|message\|>/gi;
/** The same channels where a server has taken the marks away and left their names. */
const BARE_CHANNELS = /^(analysis|commentary)[\s\S]*?assistant\s*final(?=[\s"“A-Z])/;

/** Tags in other brackets: `《think》`, `＜/think＞`, `&lt;think&gt;`, `< think >`. */
const OTHER_TAGS = new RegExp(
  `(?:[《〈＜【‹«<]|&lt;)\\s*(/?)\\s*(?:${THOUGHTS}|思考|思考过程)\\s*(?:[》〉＞】›»>]|&gt;)`,
  'gi',
);
/** In brackets that stand in sentences too; counted only where the mark of the end is there. */
const ROUND_TAGS = new RegExp(`[({]\\s*(/?)\\s*(?:${THOUGHTS})\\s*[)}]`, 'gi');
const ROUND_END = new RegExp(`[({]\\s*/\\s*(?:${THOUGHTS})\\s*[)}]`, 'i');
/** What pages of chats fold thoughts into. */
const FOLDED = /<details\b[^>]*>[\s\S]*?<\/details>/gi;
/** `Thought for 5 seconds`, as chats say above an answer. */
const SPENT =
  /^\W*(?:thought|reasoned|thinking|worked)(?: about (?:it|this))? for (?:(?:about|a|an|few|couple|of|less|than) )*(?:[\d.]+ ?)?(?:(?:seconds?|secs?|s|minutes?|mins?|m|moment|while)\b[.,:;)\s*_]*(?:and )?[\d.]* ?)+/i;
/** `Thinking... ... done thinking.` of ollama. */
const DONE = /^\W*thinking\W*\n[\s\S]*?\.{3}\s*done thinking\.?/i;
const LABEL =
  '(?:analysis|thinking|thoughts?(?: process)?|reasoning(?: process)?|chain[ -]of[ -]thought|commentary|思考(?:过程)?)';
/** `analysis: … final: …`, or both names in lines of their own. */
const LABELED = new RegExp(
  `^[\\s#*_]*${LABEL}[*_]*(?:\\s*[:：]|[*_\\s]*\\n)[\\s\\S]*(?:\\n\\W*(?:final )?(?:answer|prompt|output|response|result)|\\bfinal(?: (?:answer|prompt|output|response|result))?)[*_]*(?:\\s*[:：]|[*_]*[ \\t]*\\n)[*_]*`,
  'i',
);
/** The same without an answer. */
const LABELED_ONLY = new RegExp(`^[\\s#*_]*${LABEL}[*_]*\\s*[:：][\\s\\S]*$`, 'i');

/** An answer without the model's thoughts; empty where it holds nothing else. */
export function withoutThoughts(text: string): string {
  return (ROUND_END.test(text) ? text.replace(ROUND_TAGS, '<$1think>') : text)
    .replace(FOLDED, '')
    .replace(/<think ?\/>/gi, '')
    .replace(OTHER_TAGS, '<$1think>')
    .replace(BEGINS, '<think>')
    .replace(ENDS, '</think>')
    .replace(PAIR, '')
    .replace(LONE_END, '')
    .replace(LONE_BEGIN, '')
    .replace(BARE_CHANNELS, '')
    .replace(DONE, '')
    .replace(SPENT, '')
    .replace(LABELED, '')
    .replace(LABELED_ONLY, '');
}
