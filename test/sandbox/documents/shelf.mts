import type { UploadedFile } from './form.mts';

/** Contents of documents by id, and which record each hangs on. */
export class DocumentShelf {
	readonly #files = new Map<number, UploadedFile>();
	readonly #owners = new Map<number, string>();

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
		return this.#owners.get(id) === `${recordType.toLowerCase()}:${recordId}`;
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
