import { Component, CUSTOM_ELEMENTS_SCHEMA, signal, provideZonelessChangeDetection } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import type { BelfryUnseenEvent } from 'belfry';
import { identity, worker } from '../visitor.ts';

@Component({
  selector: '#app',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <main>
      <button (click)="route.set(route() === 'news' ? 'about' : 'news')">Go elsewhere</button>
      <button (click)="open.set(true)">Show what is new</button>
      <button (click)="max.set(9)">Count further</button>
      <output>{{ heard().join(' ') }}</output>
      @if (route() === 'news') {
        <belfry-session [attr.worker]="worker" [identity]="identity">
          <belfry-bell
            [max]="max()"
            [open]="open()"
            badge="unseen"
            class="bell"
            (belfry-open)="hear($event)"
            (belfry-close)="closed($event)"
            (belfry-unseen)="count($event)"
          >
            <span slot="footer">From the app</span>
          </belfry-bell>
        </belfry-session>
      }
    </main>
  `,
})
class App {
  protected readonly worker = worker;
  protected readonly identity = identity;
  protected readonly route = signal<'news' | 'about'>('news');
  protected readonly open = signal(false);
  protected readonly max = signal(5);
  protected readonly heard = signal<readonly string[]>([]);

  protected hear(event: Event): void {
    this.heard.update((before) => [...before, event.type]);
  }
  protected closed(event: Event): void {
    this.hear(event);
    this.open.set(false);
  }
  protected count(event: BelfryUnseenEvent): void {
    this.heard.update((before) => [...before, `unseen:${event.unseen}`]);
  }
}

await bootstrapApplication(App, { providers: [provideZonelessChangeDetection()] });
