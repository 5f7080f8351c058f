/** Carries text messages and mail. `sent` is not `delivered`: a provider reports that later. */
export interface Messenger {
  /** Sends a text message. Failures say `retryable`. */
  sendText(message: { readonly to: string; readonly text: string }): Promise<{ readonly reference: string }>
}
