import { useRef } from 'react';
import { pickedFiles } from './dropped-files.js';
import { importSession } from './import-session.js';

/** Extensions too, because some systems identify a file only by its extension and would disable the others. */
const ACCEPTED = 'video/*,audio/*,.mkv,.flac,.ogg,.opus,.lrc,.srt,.vtt,.sbv,.sub,.ass,.txt,.json,.md';

interface FilePickerProps {
  label: string;
  primary?: boolean;
  /** All files of a folder at once. */
  folder?: boolean;
}

/** A button that adds files of this machine to the import. */
export function FilePicker({ label, primary = false, folder = false }: FilePickerProps) {
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
        accept={folder ? undefined : ACCEPTED}
        // React has no name of its own for it.
        {...(folder && { webkitdirectory: '' })}
        onChange={({ target }) => {
          importSession.add(pickedFiles(target.files ?? []));
          target.value = ''; // Else the same file could not be picked again.
        }}
      />
    </>
  );
}
