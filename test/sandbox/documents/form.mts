export interface UploadedFile {
	readonly fileName: string;
	readonly contentType: string;
	readonly content: Buffer;
}

/** A multipart form as it was read: its fields by name, its file if there was one. */
export interface UploadedForm {
	readonly fields: ReadonlyMap<string, string>;
	readonly file?: UploadedFile;
}
