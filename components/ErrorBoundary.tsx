import { Component, type ReactNode } from 'react';
import { t } from '../lib/i18n/text';
import { Failure } from './Failure';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
  /**
   * What is shown. A fault is forgotten when it is something else; what works stays, with its focus, where a `key` would make
   * it anew.
   */
  readonly of?: string | number | undefined;
}

/** A fault in one part of a page leaves the rest alive. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly error: string | null }> {
  override state: { readonly error: string | null } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: string } {
    return { error: error instanceof Error ? error.message : String(error) };
  }

  override componentDidCatch(error: unknown): void {
    console.error('Plumbline:', error);
  }

  override componentDidUpdate({ of }: ErrorBoundaryProps): void {
    if (of !== this.props.of && this.state.error !== null) this.setState({ error: null });
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error === null ? (
      this.props.children
    ) : (
      <Failure message={t('ui.partFailed', { error })} onRetry={() => this.setState({ error: null })} />
    );
  }
}
