import type { PickedFile } from './import-state.js';

/** Depth to which folders are read, so that a whole disk that was dropped is not. */
const DEEPEST = 3;
const MOST_FILES = 1000;

/** Whether files are dragged, and not text or a picture of the page. */
export function holdsFiles(transfer: DataTransfer | null): boolean {
  return transfer !== null && [...transfer.types].includes('Files');
}

/** The files of a drop, with those in its folders, without hidden ones. To be called while the event is at hand. */
export async function droppedFiles(transfer: DataTransfer): Promise<PickedFile[]> {
  const entries = [...transfer.items]
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null);
  if (entries.length === 0) return pickedFiles(transfer.files);
  const found: PickedFile[] = [];
  for (const entry of entries) await collect(entry, null, 0, found);
  return found;
}

/** The files of a file picker; of a folder's, those that a drop of it would bring. */
export function pickedFiles(files: Iterable<File>): PickedFile[] {
  const found: PickedFile[] = [];
  for (const file of files) {
    const path = (file.webkitRelativePath || file.name).split('/');
    const isHidden = path.some((part) => part.startsWith('.'));
    if (isHidden || path.length > DEEPEST + 1 || found.length >= MOST_FILES) continue;
    found.push({ file, folder: path.length > 1 ? path[0]! : null });
  }
  return found;
}

async function collect(
  entry: FileSystemEntry,
  folder: string | null,
  depth: number,
  found: PickedFile[],
): Promise<void> {
  if (entry.name.startsWith('.') || found.length >= MOST_FILES) return;
  if (isFile(entry)) {
    found.push({ file: await new Promise<File>((resolve, reject) => entry.file(resolve, reject)), folder });
  } else if (isFolder(entry) && depth < DEEPEST) {
    for (const child of await children(entry)) await collect(child, folder ?? entry.name, depth + 1, found);
  }
}

/** A reader hands out a part of a folder at a time, and nothing at its end. */
async function children(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
