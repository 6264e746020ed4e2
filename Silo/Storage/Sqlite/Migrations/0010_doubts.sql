-- How often a try to send ended with nobody knowing whether it was sent: few such tries are made, whatever came before them.
ALTER TABLE outbox ADD COLUMN doubts INTEGER NOT NULL DEFAULT 0;
