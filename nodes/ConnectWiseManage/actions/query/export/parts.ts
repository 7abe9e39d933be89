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
	readonly data: Buffer;
}

export interface Parts {
	/** Takes the next rows, and empties the list of them; parts that are full are stored. */
	add(rows: Row[]): Promise<void>;
	/** Stores what is left; of a list without rows one part without any. */
	end(): Promise<void>;
}

interface Open {
	chunks: Buffer[];
	rowCount: number;
	firstId: number | undefined;
	lastId: number | undefined;
}

/** Texts of more rows at once would have to be held twice. */
const ROWS_AT_ONCE = 500;

const begin = (): Open => ({ chunks: [], rowCount: 0, firstId: undefined, lastId: undefined });

/** Cuts rows into files of so many each, every one with the header; one is stored before the next. */
export function createParts(
	{ header, rowsPerFile }: { readonly header: string; readonly rowsPerFile: number },
	store: (part: Part) => Promise<void>,
): Parts {
	let storedCount = 0;
	let open = begin();
	const close = async () => {
		const { chunks, ...told } = open;
		open = begin();
		storedCount += 1;
		const data = Buffer.concat([Buffer.from(header), ...chunks]);
		chunks.length = 0;
		await store({ ...told, number: storedCount, data });
	};
	return {
		async add(rows) {
			const lines = rows.splice(0);
			for (let from = 0; from < lines.length; ) {
				const count = Math.min(ROWS_AT_ONCE, rowsPerFile - open.rowCount);
				const some = lines.slice(from, from + count);
				// What is in the file needs not be held as text as well.
				lines.fill(TAKEN, from, from + some.length);
				from += some.length;
				append(open, some);
				if (open.rowCount === rowsPerFile) await close();
			}
		},
		async end() {
			if (open.rowCount > 0 || storedCount === 0) await close();
		},
	};
}

const TAKEN: Row = { id: undefined, line: '' };

function append(open: Open, rows: readonly Row[]): void {
	open.firstId = open.rowCount === 0 ? rows[0]?.id : open.firstId;
	open.lastId = rows[rows.length - 1]?.id;
	open.rowCount += rows.length;
	open.chunks.push(Buffer.from(rows.map(({ line }) => line).join('')));
}
