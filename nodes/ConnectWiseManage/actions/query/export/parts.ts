import { createBytes } from './bytes';

/** A record as it stands in a file. */
export interface Row {
	readonly id: number | undefined;
	readonly line: string;
}

export interface Part {
	/** From 1. */
	readonly number: number;
	readonly rowCount: number;
	readonly firstId: number | undefined;
	readonly lastId: number | undefined;
	/** Lasts until it is stored; then its memory is used for the next part. */
	readonly data: Buffer;
}

export interface Parts {
	/** Takes the next rows, and empties the list of them; parts that are full are stored. */
	add(rows: Row[]): Promise<void>;
	/** Stores what is left; of a list without rows one part without any. */
	end(): Promise<void>;
}

interface Open {
	rowCount: number;
	firstId: number | undefined;
	lastId: number | undefined;
}

/** Texts of more rows at once would have to be held twice. */
const ROWS_AT_ONCE = 500;
const TAKEN: Row = { id: undefined, line: '' };

const begin = (): Open => ({ rowCount: 0, firstId: undefined, lastId: undefined });

/** Cuts rows into files of so many each, every one with the header; one is stored before the next. */
export function createParts(
	{ header, rowsPerFile }: { readonly header: string; readonly rowsPerFile: number },
	store: (part: Part) => Promise<void>,
): Parts {
	let storedCount = 0;
	let open = begin();
	const bytes = createBytes();
	const append = (rows: readonly Row[]) => {
		if (open.rowCount === 0) {
			bytes.append(header, 0);
			open.firstId = rows[0]?.id;
		}
		open.lastId = rows[rows.length - 1]?.id;
		open.rowCount += rows.length;
		bytes.append(rows.map(({ line }) => line).join(''), open.rowCount / rowsPerFile);
	};
	const close = async () => {
		const told = open;
		open = begin();
		storedCount += 1;
		await store({ ...told, number: storedCount, data: bytes.all() });
		bytes.clear();
	};
	return {
		async add(rows) {
			const lines = rows.splice(0);
			for (let from = 0; from < lines.length; ) {
				const count = Math.min(ROWS_AT_ONCE, rowsPerFile - open.rowCount);
				const some = lines.slice(from, from + count);
				// What is in the file need not be held as text as well.
				lines.fill(TAKEN, from, from + some.length);
				from += some.length;
				append(some);
				if (open.rowCount === rowsPerFile) await close();
			}
		},
		async end() {
			if (open.rowCount === 0 && storedCount > 0) return;
			if (open.rowCount === 0) append([]);
			await close();
		},
	};
}
