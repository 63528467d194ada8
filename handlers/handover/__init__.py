"""Handover (有人対応): a citizen on LINE and staff in a Slack thread talk through the counter."""
