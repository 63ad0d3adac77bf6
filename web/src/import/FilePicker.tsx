import { useRef } from 'react';
import { pickedFiles } from './dropped-files.js';
import { importSession } from './import-session.js';

/** Systems that know a file by its ending only would grey out what is not named. */
const ACCEPTED = 'video/*,audio/*,.mkv,.flac,.ogg,.lrc,.srt,.txt';

/** A button that asks for files of this machine and takes them into the import. */
export function FilePicker({ label, primary = false }: { label: string; primary?: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className={primary ? 'button button-primary' : 'button'}
        onClick={() => input.current?.click()}
      >
        {label}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={ACCEPTED}
        onChange={({ target }) => {
          importSession.add(pickedFiles(target.files ?? []));
          target.value = ''; // Else the same file could not be picked again.
        }}
      />
    </>
  );
}
