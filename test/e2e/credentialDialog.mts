import type { Locator, Page } from 'playwright-core';
import { byTestId } from './locators.mts';

export interface CredentialFields {
	readonly siteUrl: string;
	readonly username: string;
	readonly password: string;
	readonly clientId: string;
}

/** What the dialog says about the connection after saving. */
export interface ConnectionVerdict {
	readonly isConnected: boolean;
	readonly text: string;
}

export class CredentialDialog {
	readonly #page: Page;

	constructor(page: Page) {
		this.#page = page;
	}

	async fill(fields: Partial<CredentialFields>): Promise<void> {
		for (const [name, value] of Object.entries(fields)) {
			await this.field(name).fill(value);
		}
	}

	async title(): Promise<string> {
		return await byTestId(this.#dialog(), 'credential-name').innerText();
	}

	field(name: string): Locator {
		return byTestId(this.#dialog(), `parameter-input-${name}`).locator('input');
	}

	/** Saves, which also tests the connection, and waits for the verdict. */
	async saveAndTest(): Promise<ConnectionVerdict> {
		await byTestId(this.#dialog(), 'credential-save-button').click();
		const dialog = this.#dialog();
		const success = dialog.getByText('Connection tested successfully');
		const failure = dialog.getByText(/Couldn.t connect with these settings/);
		await success.or(failure).first().waitFor();
		if (await success.isVisible()) return { isConnected: true, text: await success.innerText() };
		await dialog.getByText('More details').click();
		const banner = failure.locator('xpath=ancestor::*[.//button][1]');
		return { isConnected: false, text: await banner.innerText() };
	}

	async close(): Promise<void> {
		await this.#dialog().locator('button[aria-label*="lose"]').first().click();
		await this.#dialog().waitFor({ state: 'hidden' });
	}

	#dialog(): Locator {
		return byTestId(this.#page, 'credential-edit-dialog');
	}
}
