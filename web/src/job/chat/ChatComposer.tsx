import { useId } from 'react';
import type { FormEvent, KeyboardEvent, ReactNode, RefObject } from 'react';
import { clipsInWords } from '../../format/clips.js';
import { rich, t } from '../../languages/t.js';
import './composer.css';

/** The contract's limit on an instruction in characters, after trimming. */
const MAX_LENGTH = 1000;
const COUNT_FROM = 800;

interface ChatComposerProps {
  /** The picked clips, in the order of the song. */
  clips: readonly number[];
  /** Over the field. */
  above?: ReactNode;
  /** Under it all. */
  below?: ReactNode;
  text: string;
  onChange: (text: string) => void;
  field: RefObject<HTMLTextAreaElement | null>;
  /** Why nothing can be sent now; null when it can. */
  hindrance: string | null;
  /** Whether what is free asks before it starts. */
  askFirst: boolean;
  onAskFirst: (asks: boolean) => void;
  onSend: (instruction: string) => void;
}

/** Where the person writes. Enter sends, Shift+Enter breaks the line. */
export function ChatComposer(props: ChatComposerProps) {
  const { clips, above, below, text, onChange, field, hindrance, onSend } = props;
  const hintId = useId();
  const instruction = text.trim();
  const length = [...instruction].length;
  const tooLong = length > MAX_LENGTH;
  const sendable = instruction !== '' && !tooLong && hindrance === null;

  const send = (event?: FormEvent) => {
    event?.preventDefault();
    if (sendable) onSend(instruction);
  };
  const sendOnEnter = (event: KeyboardEvent) => {
    // An Enter that only picks a candidate of an input method sends nothing.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    // With Ctrl and nothing written, it is for the open offer.
    if ((event.ctrlKey || event.metaKey) && instruction === '') return;
    event.preventDefault();
    send();
  };

  return (
    <form className="composer" onSubmit={send}>
      <div className="composer-field">
        <textarea
          ref={field}
          data-testid="chat-input"
          aria-label={
            clips.length === 0 ? t('chat.field') : t('chat.fieldFor', { clips: clipsInWords(clips) })
          }
          aria-describedby={hintId}
          aria-invalid={tooLong}
          placeholder={t('chat.say')}
          dir="auto"
          rows={1}
          enterKeyHint="send"
          value={text}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={sendOnEnter}
        />
        <button
          type="submit"
          className="button button-primary composer-send"
          aria-label={t('chat.send')}
          disabled={!sendable}
        >
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <path d="M10 16V4.500M4.500 9.500 10 4l5.500 5.500" />
          </svg>
        </button>
      </div>
      {/* Over the field by its style: from a clip, the field is the next stop of Tab. */}
      {above}
      <div className="composer-foot">
        <p
          id={hintId}
          className={tooLong ? 'composer-hint composer-hint-error' : 'composer-hint'}
          aria-live="polite"
        >
          {hintFor(length, hindrance)}
        </p>
        <label className="composer-setting">
          <input
            type="checkbox"
            checked={props.askFirst}
            onChange={({ target }) => props.onAskFirst(target.checked)}
          />
          <span>
            {rich('chat.askFirst', {
              rest: (words) => <span className="composer-setting-rest">{words}</span>,
            })}
          </span>
        </label>
      </div>
      {below}
    </form>
  );
}

function hintFor(length: number, hindrance: string | null): string {
  if (length > MAX_LENGTH) return t('chat.tooLong', { length, most: MAX_LENGTH });
  if (hindrance !== null) return hindrance;
  // A live count of every character would talk without end.
  return length > COUNT_FROM
    ? t('chat.manyCharacters', { length: Math.floor((length - 1) / 50) * 50, most: MAX_LENGTH })
    : t('chat.enterSends');
}
