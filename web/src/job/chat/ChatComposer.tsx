import { useId } from 'react';
import type { FormEvent, KeyboardEvent, ReactNode, RefObject } from 'react';
import { clipsInWords } from '../../format/clips.js';
import './composer.css';

/** The contract's limit on an instruction in characters, after trimming. */
const MAX_LENGTH = 1000;
const COUNT_FROM = 800;

interface ChatComposerProps {
  /** The picked clips, in the order of the song. */
  clips: readonly number[];
  /** Over the field. */
  above?: ReactNode;
  text: string;
  onChange: (text: string) => void;
  field: RefObject<HTMLTextAreaElement | null>;
  /** Why nothing can be sent now; null when it can. */
  waitingFor: string | null;
  onSend: (instruction: string) => void;
}

/** Where the person writes. Enter sends, Shift+Enter breaks the line. */
export function ChatComposer(props: ChatComposerProps) {
  const { clips, above, text, onChange, field, waitingFor, onSend } = props;
  const hintId = useId();
  const instruction = text.trim();
  const length = [...instruction].length;
  const tooLong = length > MAX_LENGTH;
  const sendable = instruction !== '' && !tooLong && waitingFor === null;

  const send = (event?: FormEvent) => {
    event?.preventDefault();
    if (sendable) onSend(instruction);
  };
  const sendOnEnter = (event: KeyboardEvent) => {
    // An Enter that only picks a candidate of an input method sends nothing.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };

  return (
    <form className="composer" onSubmit={send}>
      {above}
      <div className="composer-field">
        <textarea
          ref={field}
          data-testid="chat-input"
          aria-label={`What should change in ${clipsInWords(clips)}`}
          aria-describedby={hintId}
          aria-invalid={tooLong}
          placeholder="Say what should change…"
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
          aria-label="Send"
          disabled={!sendable}
        >
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <path d="M10 16V4.500M4.500 9.500 10 4l5.500 5.500" />
          </svg>
        </button>
      </div>
      <p
        id={hintId}
        className={tooLong ? 'composer-hint composer-hint-error' : 'composer-hint'}
        aria-live="polite"
      >
        {hintFor(length, waitingFor)}
      </p>
    </form>
  );
}

function hintFor(length: number, waitingFor: string | null): string {
  if (length > MAX_LENGTH) return `${length} of ${MAX_LENGTH} characters. Please say it in fewer words.`;
  if (waitingFor !== null) return waitingFor;
  // A live count of every character would talk without end.
  return length > COUNT_FROM
    ? `More than ${Math.floor((length - 1) / 50) * 50} of ${MAX_LENGTH} characters`
    : 'Enter sends, Shift + Enter breaks the line.';
}
