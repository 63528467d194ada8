"""The playground: try the bot in a browser, as a citizen on LINE and as staff in Slack.

Nothing is faked inside the bot. The page sends signed requests to the bot's own endpoints, and
shows what the bot's own clients send to the stand-ins for LINE and Slack that live here.
"""
