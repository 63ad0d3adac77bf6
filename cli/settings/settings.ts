import { writeFile } from 'node:fs/promises';
import { settingsPage } from './table.js';

// Writes the table of settings to a file: `npm run settings`.
const [, , file = 'docs/settings.md'] = process.argv;
void writeFile(file, settingsPage());
