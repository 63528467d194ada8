"""Life events (ライフイベント) on LINE: questions, a checklist, and reminders of its deadlines."""
