import type { UploadedFile } from './form.mts';

/** Contents of documents by id, and which record each hangs on. */
export class DocumentShelf {
	readonly #files = new Map<number, UploadedFile>();
	readonly #owners = new Map<number, string>();
	readonly #seeded: () => ReadonlyMap<number, string>;

	/** `seeded` gives the owners of the documents that are there from the start. */
	constructor(seeded: () => ReadonlyMap<number, string>) {
		this.#seeded = seeded;
	}

	put(id: number, file: UploadedFile): void {
		this.#files.set(id, file);
	}

	get(id: number): UploadedFile | undefined {
		return this.#files.get(id);
	}

	attach(id: number, recordType: string, recordId: number): void {
		this.#owners.set(id, `${recordType.toLowerCase()}:${recordId}`);
	}

	isAttached(id: number, recordType: string, recordId: number): boolean {
		const owner = this.#owners.get(id) ?? this.#seeded().get(id);
		return owner === `${recordType.toLowerCase()}:${recordId}`;
	}

	delete(id: number): void {
		this.#files.delete(id);
		this.#owners.delete(id);
	}

	reset(): void {
		this.#files.clear();
		this.#owners.clear();
	}
}
