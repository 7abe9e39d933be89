import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const FOLDER = resolve(import.meta.dirname, '../../../shared/recorded');

/** Says where the recorded answers should have been. */
export const MISSING_RECORDINGS = `The recorded answers are not beside this checkout (${FOLDER}): none is played back.`;

/** An answer that a real server gave, and what it was asked, as the files have it. */
export interface Recording {
	/** Name of the file, without its ending. */
	readonly name: string;
	readonly operationId: string;
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	/** Text for HTML and plain text, null for none, else the JSON that was answered. */
	readonly body: unknown;
	readonly request: {
		readonly options?: Readonly<Record<string, string | number>>;
		readonly body?: unknown;
		/** The body went out as a form with a file. */
		readonly upload?: boolean;
	};
}

/** Every recording in the order of the file names; undefined where there are none. */
export async function readRecordings(): Promise<readonly Recording[] | undefined> {
	if (!existsSync(FOLDER)) return undefined;
	const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.json')).sort();
	const read = async (name: string): Promise<Recording> => ({
		...JSON.parse(await readFile(join(FOLDER, name), 'utf8')),
		name: name.replace(/\.json$/, ''),
	});
	return await Promise.all(names.map(read));
}
