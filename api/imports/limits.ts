import {
  IMPORT_EXTENSIONS,
  MAX_MEDIA_MEBIBYTES,
  UNSUPPORTED_EXTENSIONS,
  type ImportKind,
} from '../../core/import/import-files.js';

export const MEBIBYTE = 1024 * 1024;

/** What an import may contain. The page reads it to reject files before they are sent. */
export interface ImportLimits {
  files: number;
  /** Of a name, in UTF-8. */
  nameBytes: number;
  /** Of all files together. */
  totalBytes: number;
  /** Per file, by its use. */
  fileBytes: Record<ImportKind, number>;
  extensions: Record<ImportKind, readonly string[]>;
  /** Clips of formats that imports do not take. */
  unsupportedClips: readonly string[];
}

export function importLimits(totalMebibytes: number): ImportLimits {
  const media = MAX_MEDIA_MEBIBYTES * MEBIBYTE;
  return {
    files: 200,
    nameBytes: 200,
    totalBytes: totalMebibytes * MEBIBYTE,
    fileBytes: { clip: media, song: media, lyrics: MEBIBYTE, prompts: MEBIBYTE },
    extensions: IMPORT_EXTENSIONS,
    unsupportedClips: UNSUPPORTED_EXTENSIONS.clip,
  };
}

/** Bytes in words: "512 MiB" or "37 bytes". */
export function sizeInWords(bytes: number): string {
  return bytes < MEBIBYTE ? `${bytes} bytes` : `${Math.floor(bytes / MEBIBYTE)} MiB`;
}
