import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import SwaggerParser from '@apidevtools/swagger-parser';
import axios from 'axios';
import type { OpenApiDocument, ResolveReference } from './openapi.mts';

const DOWNLOAD_TIMEOUT_MS = 120_000;

/** A problem with the input that the person at the keyboard can mend; shown without a stack trace. */
export class SpecError extends Error {
	override readonly name = 'SpecError';
}

export interface SourceDocument {
	readonly document: OpenApiDocument;
	/** Of the bytes that were read, in hexadecimal. */
	readonly sha256: string;
	/** Follows `$ref` to its target; a node without one is returned as it is. */
	readonly resolve: ResolveReference;
}

/** Reads an OpenAPI 3 document in JSON from a file or a URL. Throws `SpecError`. */
export async function readDocument(source: string): Promise<SourceDocument> {
	const bytes = /^https?:\/\//i.test(source) ? await download(source) : await readLocal(source);
	const value = parseJson(source, bytes);
	const parser = new SwaggerParser();
	try {
		// External references stay unread: the document has to be complete in itself.
		await parser.parse(value as never);
		await parser.resolve(value as never, { resolve: { external: false } });
	} catch (error) {
		throw new SpecError(`${source} is not an OpenAPI document: ${messageOf(error)}`);
	}
	const document = requireOpenApi3(source, value);
	return {
		document,
		sha256: createHash('sha256').update(bytes).digest('hex'),
		resolve: createResolver(source, parser.$refs),
	};
}

async function download(url: string): Promise<Buffer> {
	try {
		const answer = await axios.get<ArrayBuffer>(url, {
			responseType: 'arraybuffer',
			timeout: DOWNLOAD_TIMEOUT_MS,
		});
		return Buffer.from(answer.data);
	} catch (error) {
		throw new SpecError(`${url} cannot be downloaded: ${messageOf(error)}`);
	}
}

async function readLocal(file: string): Promise<Buffer> {
	try {
		return await readFile(file);
	} catch (error) {
		const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
		throw new SpecError(
			isMissing
				? `${file} does not exist. Name an OpenAPI document with --spec <file or URL>.`
				: `${file} cannot be read: ${messageOf(error)}`,
		);
	}
}

function parseJson(source: string, bytes: Buffer): unknown {
	try {
		return JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''));
	} catch (error) {
		throw new SpecError(`${source} is not JSON: ${messageOf(error)}`);
	}
}

function requireOpenApi3(source: string, value: unknown): OpenApiDocument {
	const document = value as Partial<OpenApiDocument> & { swagger?: string };
	if (!document.openapi?.startsWith('3.')) {
		const found = document.openapi ?? document.swagger ?? 'another format';
		throw new SpecError(`${source} is not an OpenAPI 3 document, but ${found}.`);
	}
	if (Object.keys(document.paths ?? {}).length === 0) {
		throw new SpecError(`${source} describes no paths.`);
	}
	return document as OpenApiDocument;
}

function createResolver(source: string, references: SwaggerParser['$refs']): ResolveReference {
	return function resolve<T extends { readonly $ref?: string }>(node: T): T {
		let current = node;
		while (current.$ref !== undefined) {
			try {
				current = references.get(current.$ref) as unknown as T;
			} catch {
				throw new SpecError(`${source} refers to ${String(current.$ref)}, which it does not have.`);
			}
		}
		return current;
	};
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
